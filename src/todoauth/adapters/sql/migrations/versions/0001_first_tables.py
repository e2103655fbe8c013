"""First tables."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import (
    AMOUNT,
    COLLATED,
    COUNTER,
    DIGEST,
    FOLDED,
    ID,
    STORED,
    TIME,
    index,
    length,
    owned_by,
    text,
    versioned,
)

revision = "0001"
down_revision = None


def upgrade() -> None:
    _create_users()
    _create_sessions()
    _create_todos()
    _create_cleanings()
    _create_outbox()
    _create_spent_guesses()


def downgrade() -> None:
    for table in ("spent_guesses", "outbox", "cleanings", "todos", "spent_refreshes", "sessions", "users"):
        op.drop_table(table)


def _create_users() -> None:
    op.create_table(
        "users",
        sa.Column("id", ID, nullable=False),
        sa.Column("username", text(32), nullable=False),
        sa.Column("username_canonical", text(32), nullable=False),
        sa.Column("password_hash", text(255), nullable=False),
        sa.Column("full_name", text(100)),
        sa.Column("email", text(254)),
        sa.Column("email_canonical", text(254)),
        sa.Column("is_active", sa.Boolean, nullable=False),
        sa.Column("is_superuser", sa.Boolean, nullable=False),
        *versioned("users"),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("username_canonical", name="uq_users_username_canonical"),
        sa.UniqueConstraint("email_canonical", name="uq_users_email_canonical"),
        length("users", "username", 3, 32),
        length("users", "username_canonical", 3, 32),
        length("users", "password_hash", 1, 255),
        length("users", "full_name", 1, 100),
        length("users", "email", 6, 254),
        length("users", "email_canonical", 6, 254),
        sa.CheckConstraint("(email IS NULL) = (email_canonical IS NULL)", name=op.f("ck_users_email_is_whole")),
        **STORED,
    )


def _create_sessions() -> None:
    op.create_table(
        "sessions",
        sa.Column("id", ID, nullable=False),
        *owned_by("sessions", "user_id"),
        sa.Column("refresh_digest", DIGEST, nullable=False),
        *(sa.Column(name, TIME, nullable=False) for name in ("created_at", "last_used_at", "idle_ends_at", "ends_at")),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.UniqueConstraint("refresh_digest", name="uq_sessions_refresh_digest"),
        length("sessions", "refresh_digest", 32, 32),
        **STORED,
    )
    op.create_table(
        "spent_refreshes",
        sa.Column("digest", DIGEST, nullable=False),
        *owned_by("spent_refreshes", "session_id", "sessions"),
        sa.PrimaryKeyConstraint("digest", name="pk_spent_refreshes"),
        length("spent_refreshes", "digest", 32, 32),
        **STORED,
    )
    index("sessions", "user_id")
    index("sessions", "idle_ends_at")
    index("sessions", "ends_at")
    index("spent_refreshes", "session_id")


def _create_todos() -> None:
    op.create_table(
        "todos",
        *owned_by("todos", "owner_id"),
        sa.Column("id", ID, nullable=False),
        sa.Column("content", text(256), nullable=False),
        sa.Column("folded", FOLDED, nullable=False),
        sa.Column("is_done", sa.Boolean, nullable=False),
        *versioned("todos"),
        sa.PrimaryKeyConstraint("owner_id", "id", name="pk_todos"),
        length("todos", "content", 1, 256),
        **STORED,
    )
    index("todos", "owner_id", "is_done", "id")


def _create_cleanings() -> None:
    types = "cleaning_type IN ('dust_up', 'spot_clean', 'full_clean')"
    op.create_table(
        "cleanings",
        sa.Column("id", ID, nullable=False),
        *owned_by("cleanings", "owner_id"),
        sa.Column("name", text(100), nullable=False),
        sa.Column("description", text(2000)),
        sa.Column("folded", FOLDED, nullable=False),
        sa.Column("cleaning_type", text(32), nullable=False),
        sa.Column("price", AMOUNT, nullable=False),
        *versioned("cleanings"),
        sa.PrimaryKeyConstraint("id", name="pk_cleanings"),
        length("cleanings", "name", 1, 100),
        length("cleanings", "description", 1, 2000),
        sa.CheckConstraint(types, name=op.f("ck_cleanings_cleaning_type_is_known")),
        sa.CheckConstraint("price BETWEEN 0 AND 9999999999", name=op.f("ck_cleanings_price_range")),
        **STORED,
    )
    index("cleanings", "owner_id", "id")
    index("cleanings", "cleaning_type", "id")


def _create_outbox() -> None:
    op.create_table(
        "outbox",
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
        **STORED,
    )
    index("outbox", "user_id")
    index("outbox", "is_dead", "not_before", "id")


def _create_spent_guesses() -> None:
    op.create_table(
        "spent_guesses",
        sa.Column("id", COUNTER, sa.Identity(), nullable=False),
        *owned_by("spent_guesses", "user_id"),
        sa.Column("purpose", text(32), nullable=False),
        sa.Column("spent_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_spent_guesses"),
        length("spent_guesses", "purpose", 1, 32),
        **COLLATED,
    )
    index("spent_guesses", "user_id", "purpose", "spent_at")
    index("spent_guesses", "spent_at")
