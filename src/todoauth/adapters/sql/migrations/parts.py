"""What revisions are written with. A released revision never changes, so neither does this: it only grows."""

from typing import Any, Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import mysql

from todoauth.adapters.sql.characters import characters

ID: Final = sa.Uuid().with_variant(sa.LargeBinary(), "sqlite").with_variant(sa.BINARY(16), "mysql")
TIME: Final = (
    sa.DateTime(timezone=True).with_variant(sa.Integer(), "sqlite").with_variant(mysql.DATETIME(fsp=6), "mysql")
)
DIGEST: Final = sa.LargeBinary().with_variant(sa.VARBINARY(32), "mysql")
FOLDED: Final = sa.Text().with_variant(mysql.MEDIUMTEXT(), "mysql")
AMOUNT: Final = sa.Numeric(10, 2).with_variant(sa.Integer(), "sqlite")
COUNTER: Final = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

COLLATED: Final[dict[str, Any]] = {
    "mysql_engine": "InnoDB",
    "mysql_charset": "utf8mb4",
    "mysql_collate": "/*M!100600 utf8mb4_nopad_bin */ /*!80017 utf8mb4_0900_bin */",
}
STORED: Final[dict[str, Any]] = {"sqlite_with_rowid": False, **COLLATED}


def text(most: int) -> sa.types.TypeEngine[str]:
    return sa.Text().with_variant(sa.String(most), "mysql")


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
    return sa.CheckConstraint(characters(sa.column(column)).between(least, most), name=name)


def index(table: str, *columns: str) -> None:
    op.create_index(op.f(f"ix_{table}_{'_'.join(columns)}"), table, columns)
