"""Failed attempts."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import ID, STORED

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "failed_attempts",
        sa.Column("subject", ID, nullable=False),
        sa.Column("times", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_failed_attempts"),
        sa.CheckConstraint("times >= 1", name=op.f("ck_failed_attempts_times_count")),
        **STORED,
    )


def downgrade() -> None:
    op.drop_table("failed_attempts")
