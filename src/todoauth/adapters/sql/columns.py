"""What the tables are made of."""

from typing import Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Integer,
    LargeBinary,
    Numeric,
    Uuid,
)
from sqlalchemy.schema import SchemaItem

NAMES: Final = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

# The second form is SQLite's own (see its codecs).
ID: Final = Uuid().with_variant(LargeBinary(), "sqlite")
TIME: Final = DateTime(timezone=True).with_variant(Integer(), "sqlite")
AMOUNT: Final = Numeric(10, 2).with_variant(Integer(), "sqlite")
COUNTER: Final = BigInteger().with_variant(Integer(), "sqlite")


def length(column: str, least: int, most: int) -> CheckConstraint:
    return CheckConstraint(f"length({column}) BETWEEN {least} AND {most}", name=f"{column}_length")


def owned_by(column: str) -> Column[UUID]:
    return Column(column, ID, ForeignKey("users.id", ondelete="CASCADE"), nullable=False)


def versioned() -> tuple[SchemaItem, ...]:
    return (
        Column("created_at", TIME, nullable=False),
        Column("updated_at", TIME, nullable=False),
        Column("version", Integer, nullable=False),
        CheckConstraint("version >= 1", name="version_counts"),
    )
