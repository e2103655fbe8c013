"""Guesses at codes as one call, where the database is PostgreSQL."""

from alembic import op

revision = "0012"
down_revision = "0011"

# The holder, the guess (subject, purpose, moment), an hour and a day before it, and how many there may be in each.
# The second statement counts what is there once the first has the lock: each sees what was committed before it began.
_SPEND = """
CREATE FUNCTION spend_guess(uuid, uuid, text, timestamptz, timestamptz, timestamptz, integer, integer) RETURNS boolean
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM users WHERE id = $1 FOR NO KEY UPDATE;
    INSERT INTO spent_guesses (subject, purpose, spent_at) SELECT $2, $3, $4
        WHERE (SELECT count(*) FROM spent_guesses WHERE subject = $2 AND purpose = $3 AND spent_at > $5) < $7
        AND (SELECT count(*) FROM spent_guesses WHERE subject = $2 AND purpose = $3 AND spent_at > $6) < $8;
    RETURN FOUND;
END $$
"""


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(_SPEND)


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION spend_guess")
