"""Superusers, found without a look at everybody."""

from alembic import op

from todoauth.adapters.sql.migrations.parts import index

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    index("users", "is_superuser", "id")


def downgrade() -> None:
    op.drop_index(op.f("ix_users_is_superuser_id"), "users")
