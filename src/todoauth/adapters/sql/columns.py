"""What the tables are made of."""

from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    BINARY,
    VARBINARY,
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Text,
    Uuid,
    column,
)
from sqlalchemy.schema import SchemaItem
from sqlalchemy.types import TypeEngine

from todoauth.adapters.sql.characters import characters
from todoauth.adapters.sql.exactly import LongText, Microseconds

NAMES: Final = {
    "pk": "pk_%(table_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
}

METADATA: Final = MetaData(naming_convention=NAMES)

# The second form is SQLite's own, the third that of MariaDB and MySQL (see their codecs).
ID: Final = Uuid().with_variant(LargeBinary(), "sqlite").with_variant(BINARY(16), "mysql")
TIME: Final = DateTime(timezone=True).with_variant(Integer(), "sqlite").with_variant(Microseconds(), "mysql")
DIGEST: Final = LargeBinary().with_variant(VARBINARY(32), "mysql")
FOLDED: Final = Text().with_variant(LongText(), "mysql")  # a letter may become eighteen
AMOUNT: Final = Numeric(10, 2).with_variant(Integer(), "sqlite")
COUNTER: Final = BigInteger().with_variant(Integer(), "sqlite")

# How a database keeps a table is its `info` until somebody asks: SQLAlchemy would load every database that it names.

# Letters differ if their code points do, and a space at the end counts. `Any`: options are of every type.
COLLATED: Final[dict[str, Any]] = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "/*M!100600 utf8mb4_nopad_bin */ /*!80017 utf8mb4_0900_bin */",
}
# Rows lie in the order of their key, which is the order in which they are read.
STORED: Final[dict[str, Any]] = {"sqlite_with_rowid": False, **COLLATED}


def text(most: int) -> TypeEngine[str]:
    """Return the type of text that is at most that long. Only MariaDB and MySQL want to know, for keys."""
    return Text().with_variant(String(most), "mysql")


def length(name: str, least: int, most: int) -> CheckConstraint:
    return CheckConstraint(characters(column(name)).between(least, most), name=f"{name}_length")


def owned_by(column: str, *, nullable: bool = False) -> Column[UUID]:
    return Column(column, ID, ForeignKey("users.id", ondelete="CASCADE"), nullable=nullable)


def versioned() -> tuple[SchemaItem, ...]:
    return (
        Column("created_at", TIME, nullable=False),
        Column("updated_at", TIME, nullable=False),
        Column("version", Integer, nullable=False),
        CheckConstraint("version >= 1", name="version_counts"),
    )


def text_index(*names: str) -> Index:
    """Return an index that finds text in the middle of text. Only PostgreSQL has one, and only with `pg_trgm`."""
    operators = dict.fromkeys(names, "gin_trgm_ops")
    kept = {"postgresql_using": "gin", "postgresql_ops": operators}
    return Index(None, *names, info=kept).ddl_if(dialect="postgresql")
