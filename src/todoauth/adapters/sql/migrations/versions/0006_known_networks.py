"""Known networks."""

import sqlalchemy as sa
from alembic import op

from todoauth.adapters.sql.migrations.parts import STORED, TIME, index, length, owned_by, text

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "known_networks",
        *owned_by("known_networks", "user_id"),
        sa.Column("network", text(43), nullable=False),
        sa.Column("logged_in_at", TIME, nullable=False),
        sa.PrimaryKeyConstraint("user_id", "network", name="pk_known_networks"),
        length("known_networks", "network", 1, 43),
        **STORED,
    )
    index("known_networks", "logged_in_at")


def downgrade() -> None:
    op.drop_table("known_networks")
