"""Answers of mail servers."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import ID, STORED, TIME, length, owned_by, text

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    with op.batch_alter_table("outbox", copy_from=_outbox()) as outbox:
        outbox.add_column(sa.Column("answer", text(200)))
        outbox.create_check_constraint(op.f("ck_outbox_answer_length"), length("outbox", "answer", 1, 200).sqltext)


def downgrade() -> None:
    answer = sa.Column("answer", text(200)), length("outbox", "answer", 1, 200)
    with op.batch_alter_table("outbox", copy_from=_outbox(*answer)) as outbox:
        outbox.drop_constraint(op.f("ck_outbox_answer_length"), type_="check")
        outbox.drop_column("answer")


def _outbox(*more: sa.schema.SchemaItem) -> sa.Table:
    """Return the table as it was: SQLite, which copies it, does not tell all of that."""
    return sa.Table(
        "outbox",
        sa.MetaData(),
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", text(32), nullable=False),
        *owned_by("outbox", "user_id"),
        sa.Column("email", text(254), nullable=False),
        sa.Column("owed_at", TIME, nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("is_dead", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        length("outbox", "kind", 1, 32),
        length("outbox", "email", 6, 254),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_count")),
        *more,
        sa.Index(op.f("ix_outbox_user_id"), "user_id"),
        sa.Index(op.f("ix_outbox_is_dead_not_before_id"), "is_dead", "not_before", "id"),
        **STORED,
    )
