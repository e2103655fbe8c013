"""Mail to, and guesses at, addresses that perhaps nobody has."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import COLLATED, COUNTER, ID, STORED, TIME, index, length, text

revision = "0004"
down_revision = "0003"

_REFERENCE = "fk_spent_guesses_user_id_users"


def upgrade() -> None:
    with op.batch_alter_table("outbox", copy_from=_outbox(nullable=False)) as outbox:
        outbox.alter_column("user_id", existing_type=ID, nullable=True)
    # The reference before the index: MariaDB needs the one for the other.
    with op.batch_alter_table("spent_guesses", copy_from=_spent_guesses("user_id", _reference(), _index())) as guesses:
        guesses.drop_constraint(_REFERENCE, type_="foreignkey")
    op.drop_index(op.f("ix_spent_guesses_user_id_purpose_spent_at"), "spent_guesses")
    with op.batch_alter_table("spent_guesses", copy_from=_spent_guesses("user_id")) as guesses:
        guesses.alter_column("user_id", existing_type=ID, existing_nullable=False, new_column_name="subject")
    index("spent_guesses", "subject", "purpose", "spent_at")


def downgrade() -> None:
    _remove_what_is_nobodys()
    op.drop_index(op.f("ix_spent_guesses_subject_purpose_spent_at"), "spent_guesses")
    with op.batch_alter_table("spent_guesses", copy_from=_spent_guesses("subject")) as guesses:
        guesses.alter_column("subject", existing_type=ID, existing_nullable=False, new_column_name="user_id")
    index("spent_guesses", "user_id", "purpose", "spent_at")
    with op.batch_alter_table("spent_guesses", copy_from=_spent_guesses("user_id", _index())) as guesses:
        guesses.create_foreign_key(_REFERENCE, "users", ["user_id"], ["id"], ondelete="CASCADE")
    with op.batch_alter_table("outbox", copy_from=_outbox(nullable=True)) as outbox:
        outbox.alter_column("user_id", existing_type=ID, nullable=False)


def _remove_what_is_nobodys() -> None:
    users, outbox, guesses = sa.table("users", sa.column("id")), _outbox(nullable=True), _spent_guesses("subject")
    op.execute(sa.delete(outbox).where(outbox.c.user_id.is_(None)))
    op.execute(sa.delete(guesses).where(guesses.c.subject.not_in(sa.select(users.c.id))))


def _reference() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=_REFERENCE, ondelete="CASCADE")


def _index() -> sa.Index:
    return sa.Index(op.f("ix_spent_guesses_user_id_purpose_spent_at"), "user_id", "purpose", "spent_at")


def _outbox(*, nullable: bool) -> sa.Table:
    """Return the table as it was: SQLite, which copies it, does not tell all of that."""
    return sa.Table(
        "outbox",
        sa.MetaData(),
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", text(32), nullable=False),
        sa.Column("user_id", ID, nullable=nullable),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_outbox_user_id_users", ondelete="CASCADE"),
        sa.Column("email", text(254), nullable=False),
        sa.Column("owed_at", TIME, nullable=False),
        sa.Column("not_before", TIME, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("is_dead", sa.Boolean, nullable=False),
        sa.Column("answer", text(200)),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
        length("outbox", "kind", 1, 32),
        length("outbox", "email", 6, 254),
        length("outbox", "answer", 1, 200),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_attempts_count")),
        sa.Index(op.f("ix_outbox_user_id"), "user_id"),
        sa.Index(op.f("ix_outbox_is_dead_not_before_id"), "is_dead", "not_before", "id"),
        **STORED,
    )


def _spent_guesses(subject: str, *more: sa.schema.SchemaItem) -> sa.Table:
    return sa.Table(
        "spent_guesses",
        sa.MetaData(),
        sa.Column("id", COUNTER, sa.Identity(), nullable=False),
        sa.Column(subject, ID, nullable=False),
        sa.Column("purpose", text(32), nullable=False),
        sa.Column("spent_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spent_guesses"),
        length("spent_guesses", "purpose", 1, 32),
        *more,
        sa.Index(op.f("ix_spent_guesses_spent_at"), "spent_at"),
        **COLLATED,
    )
