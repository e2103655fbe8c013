"""Spent codes."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import DIGEST, STORED, TIME, index, length

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "spent_codes",
        sa.Column("digest", DIGEST, nullable=False),
        sa.Column("spent_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("digest", name="pk_spent_codes"),
        length("spent_codes", "digest", 32, 32),
        **STORED,
    )
    index("spent_codes", "spent_at")


def downgrade() -> None:
    op.drop_table("spent_codes")
