"""What revisions are written with. A released revision never changes, so neither does this: it only grows."""

from typing import Final

import sqlalchemy as sa
from alembic import op

ID: Final = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite")
TIME: Final = sa.DateTime(timezone=True).with_variant(sa.Integer(), "sqlite")
AMOUNT: Final = sa.Numeric(10, 2).with_variant(sa.Integer(), "sqlite")
COUNTER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def owned_by(table: str, column: str, owners: str = "users") -> tuple[sa.schema.SchemaItem, ...]:
    name = f"fk_{table}_{column}_{owners}"
    return (
        sa.Column(column, ID, nullable=False),
        sa.ForeignKeyConstraint([column], [f"{owners}.id"], name=name, ondelete="CASCADE"),
    )


def versioned(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.CheckConstraint("version >= 1", name=op.f(f"ck_{table}_version_counts")),
    )


def length(table: str, column: str, least: int, most: int) -> sa.CheckConstraint:
    name = op.f(f"ck_{table}_{column}_length")
    return sa.CheckConstraint(f"length({column}) BETWEEN {least} AND {most}", name=name)


def index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)
