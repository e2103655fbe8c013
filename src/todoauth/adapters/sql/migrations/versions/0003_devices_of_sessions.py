"""Devices of sessions."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import DIGEST, ID, STORED, TIME, length, owned_by, text

revision = "0003"
down_revision = "0002"

_MOST = {"client": 200, "network": 43}


def upgrade() -> None:
    with op.batch_alter_table("sessions", copy_from=_sessions()) as sessions:
        for name, most in _MOST.items():
            sessions.add_column(sa.Column(name, text(most)))
            check = length("sessions", name, 1, most)
            sessions.create_check_constraint(op.f(f"ck_sessions_{name}_length"), check.sqltext)


def downgrade() -> None:
    columns = (sa.Column(name, text(most)) for name, most in _MOST.items())
    checks = (length("sessions", name, 1, most) for name, most in _MOST.items())
    with op.batch_alter_table("sessions", copy_from=_sessions(*columns, *checks)) as sessions:
        for name in _MOST:
            sessions.drop_constraint(op.f(f"ck_sessions_{name}_length"), type_="check")
            sessions.drop_column(name)


def _sessions(*more: sa.schema.SchemaItem) -> sa.Table:
    """Return the table as it was: SQLite, which copies it, does not tell all of that."""
    return sa.Table(
        "sessions",
        sa.MetaData(),
        sa.Column("id", ID, nullable=False),
        *owned_by("sessions", "user_id"),
        sa.Column("refresh_digest", DIGEST, nullable=False),
        *(sa.Column(name, TIME, nullable=False) for name in ("created_at", "last_used_at", "idle_ends_at", "ends_at")),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("refresh_digest", name="uq_sessions_refresh_digest"),
        length("sessions", "refresh_digest", 32, 32),
        *more,
        *(sa.Index(op.f(f"ix_sessions_{name}"), name) for name in ("user_id", "idle_ends_at", "ends_at")),
        **STORED,
    )
