"""Refreshes that can be repeated."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import DIGEST, STORED, TIME, length, owned_by

revision = "0005"
down_revision = "0004"

_BINARY = ("nonce", "key_digest")


def upgrade() -> None:
    with op.batch_alter_table("spent_refreshes", copy_from=_spent_refreshes()) as spent:
        for column in _added(required=False):
            spent.add_column(column)
    _fill()
    with op.batch_alter_table("spent_refreshes", copy_from=_spent_refreshes(*_added(required=False))) as spent:
        spent.alter_column("nonce", existing_type=DIGEST, nullable=False)
        spent.alter_column("spent_at", existing_type=TIME, nullable=False)
        for name in _BINARY:
            check = length("spent_refreshes", name, 32, 32)
            spent.create_check_constraint(op.f(f"ck_spent_refreshes_{name}_length"), check.sqltext)


def downgrade() -> None:
    checks = (length("spent_refreshes", name, 32, 32) for name in _BINARY)
    with op.batch_alter_table("spent_refreshes", copy_from=_spent_refreshes(*_added(required=True), *checks)) as spent:
        for name in _BINARY:
            spent.drop_constraint(op.f(f"ck_spent_refreshes_{name}_length"), type_="check")
        for name in (*_BINARY, "spent_at"):
            spent.drop_column(name)


def _fill() -> None:
    """Let what was spent before be what nobody can repeat: long ago, without a key, and without a nonce worth one."""
    spent = _spent_refreshes(*_added(required=False))
    sessions = sa.table("sessions", sa.column("id"), sa.column("created_at"))
    opened = sa.select(sessions.c.created_at).where(sessions.c.id == spent.c.session_id).scalar_subquery()
    op.execute(sa.update(spent).values(nonce=spent.c.digest, spent_at=opened))


def _added(*, required: bool) -> tuple[sa.Column[object], ...]:
    return (
        sa.Column("nonce", DIGEST, nullable=not required),
        sa.Column("key_digest", DIGEST),
        sa.Column("spent_at", TIME, nullable=not required),
    )


def _spent_refreshes(*more: sa.schema.SchemaItem) -> sa.Table:
    """Return the table as it was: SQLite, which copies it, does not tell all of that."""
    return sa.Table(
        "spent_refreshes",
        sa.MetaData(),
        sa.Column("digest", DIGEST, nullable=False),
        *owned_by("spent_refreshes", "session_id", "sessions"),
        sa.PrimaryKeyConstraint("digest", name="pk_spent_refreshes"),
        length("spent_refreshes", "digest", 32, 32),
        *more,
        sa.Index(op.f("ix_spent_refreshes_session_id"), "session_id"),
        **STORED,
    )
