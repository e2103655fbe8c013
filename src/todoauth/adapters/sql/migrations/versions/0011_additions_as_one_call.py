"""Additions of todos and cleanings as one call, where the database is PostgreSQL."""

from alembic import op

revision = "0011"
down_revision = "0010"

_VERSIONED = {"created_at": "timestamptz", "updated_at": "timestamptz", "version": "integer"}
_TODO = {"owner_id": "uuid", "id": "uuid", "content": "text", "folded": "text", "is_done": "boolean", **_VERSIONED}
_CLEANING = {
    "id": "uuid",
    "owner_id": "uuid",
    "name": "text",
    "description": "text",
    "folded": "text",
    "cleaning_type": "text",
    "price": "numeric",
    **_VERSIONED,
}
# The second statement counts what is there once the first has the lock: each sees what was committed before it began.
_ADDITION = """
CREATE FUNCTION {name}({types}, integer) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM users WHERE id = {owner} FOR NO KEY UPDATE;
    INSERT INTO {table} ({columns}) SELECT {values}
        WHERE {at_most} > (SELECT count(*) FROM (SELECT FROM {table} WHERE owner_id = {owner} LIMIT {at_most}) theirs);
    RETURN FOUND;
END $$
"""
_ADDITIONS = {"add_todo": ("todos", _TODO), "add_cleaning": ("cleanings", _CLEANING)}


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name, (table, columns) in _ADDITIONS.items():
            op.execute(_addition(name, table, columns))


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        for name in _ADDITIONS:
            op.execute(f"DROP FUNCTION {name}")


def _addition(name: str, table: str, columns: dict[str, str]) -> str:
    """Return the function that adds a row, given column by column, unless its owner has as many as is said last."""
    return _ADDITION.format(
        name=name,
        table=table,
        types=", ".join(columns.values()),
        columns=", ".join(columns),
        values=", ".join(f"${place}" for place in range(1, len(columns) + 1)),
        owner=f"${[*columns].index('owner_id') + 1}",
        at_most=f"${len(columns) + 1}",
    )
