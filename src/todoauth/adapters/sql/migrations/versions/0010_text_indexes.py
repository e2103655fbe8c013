"""Indexes on text, where the database is PostgreSQL and has `pg_trgm`."""

import logging

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

# The extension is not installed, or belongs to somebody else, or is in a schema that we do not look into.
_INDEXES = """
DO $$ BEGIN
    CREATE EXTENSION IF NOT EXISTS pg_trgm;
    CREATE INDEX ix_cleanings_folded ON cleanings USING gin (folded gin_trgm_ops);
    CREATE INDEX ix_users_username_canonical_email_canonical ON users
        USING gin (username_canonical gin_trgm_ops, email_canonical gin_trgm_ops);
EXCEPTION WHEN insufficient_privilege OR feature_not_supported OR undefined_file OR undefined_object THEN NULL;
END $$
"""
_IS_THERE = "SELECT to_regclass('ix_cleanings_folded') IS NOT NULL"

log = logging.getLogger(__name__)


def upgrade() -> None:
    connection = op.get_bind()
    if connection.dialect.name == "postgresql":
        op.execute(_INDEXES)
        if not connection.scalar(sa.text(_IS_THERE)):
            log.warning("PostgreSQL gives us no pg_trgm: searches read whole tables")


def downgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP INDEX IF EXISTS ix_users_username_canonical_email_canonical, ix_cleanings_folded")
