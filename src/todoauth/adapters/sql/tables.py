"""The tables. Statements are built on them, and migrations are compared with them."""

from typing import Final
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
)
from sqlalchemy.schema import SchemaItem

METADATA: Final = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

# The second form is SQLite's own (see its codecs).
_ID = Uuid().with_variant(LargeBinary(), "sqlite")
_TIME = DateTime(timezone=True).with_variant(Integer(), "sqlite")
_AMOUNT = Numeric(10, 2).with_variant(Integer(), "sqlite")
_COUNTER = BigInteger().with_variant(Integer(), "sqlite")

# `sqlite_with_rowid=False`: rows lie in the order of their key, which is the order in which they are read.


def _length(column: str, least: int, most: int) -> CheckConstraint:
    return CheckConstraint(f"length({column}) BETWEEN {least} AND {most}", name=f"{column}_length")


def _owned_by(column: str) -> Column[UUID]:
    return Column(column, _ID, ForeignKey("users.id", ondelete="CASCADE"), nullable=False)


def _versioned() -> tuple[SchemaItem, ...]:
    return (
        Column("created_at", _TIME, nullable=False),
        Column("updated_at", _TIME, nullable=False),
        Column("version", Integer, nullable=False),
        CheckConstraint("version >= 1", name="version_counts"),
    )


USERS: Final = Table(
    "users",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("username", Text, nullable=False),
    Column("username_canonical", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("full_name", Text),
    Column("email", Text),
    Column("email_canonical", Text),
    Column("is_active", Boolean, nullable=False),
    Column("is_superuser", Boolean, nullable=False),
    *_versioned(),
    UniqueConstraint("username_canonical"),
    UniqueConstraint("email_canonical"),
    _length("username", 3, 32),
    _length("username_canonical", 3, 32),
    _length("password_hash", 1, 255),
    _length("full_name", 1, 100),
    _length("email", 6, 254),
    _length("email_canonical", 6, 254),
    CheckConstraint("(email IS NULL) = (email_canonical IS NULL)", name="email_is_whole"),
    sqlite_with_rowid=False,
)

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("id", _ID, primary_key=True),
    _owned_by("user_id"),
    Column("refresh_digest", LargeBinary, nullable=False),
    Column("created_at", _TIME, nullable=False),
    Column("last_used_at", _TIME, nullable=False),
    Column("idle_ends_at", _TIME, nullable=False),
    Column("ends_at", _TIME, nullable=False),
    UniqueConstraint("refresh_digest"),
    _length("refresh_digest", 32, 32),
    Index(None, "user_id"),
    Index(None, "idle_ends_at"),
    Index(None, "ends_at"),
    sqlite_with_rowid=False,
)

SPENT_REFRESHES: Final = Table(
    "spent_refreshes",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("session_id", _ID, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    _length("digest", 32, 32),
    Index(None, "session_id"),
    sqlite_with_rowid=False,
)

TODOS: Final = Table(
    "todos",
    METADATA,
    # The owner leads, so the table can be cut by owner.
    _owned_by("owner_id"),
    Column("id", _ID),
    Column("content", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("is_done", Boolean, nullable=False),
    *_versioned(),
    PrimaryKeyConstraint("owner_id", "id"),
    _length("content", 1, 256),
    Index(None, "owner_id", "is_done", "id"),
    sqlite_with_rowid=False,
)

CLEANINGS: Final = Table(
    "cleanings",
    METADATA,
    Column("id", _ID, primary_key=True),
    _owned_by("owner_id"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("folded", Text, nullable=False),
    Column("cleaning_type", Text, nullable=False),
    Column("price", _AMOUNT, nullable=False),
    *_versioned(),
    _length("name", 1, 100),
    _length("description", 1, 2000),
    CheckConstraint("cleaning_type IN ('dust_up', 'spot_clean', 'full_clean')", name="cleaning_type_is_known"),
    # In cents on SQLite; elsewhere the column has no room for more than 99,999,999.99 anyway.
    CheckConstraint("price BETWEEN 0 AND 9999999999", name="price_range"),
    Index(None, "owner_id", "id"),
    Index(None, "cleaning_type", "id"),
    sqlite_with_rowid=False,
)

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("id", _ID, primary_key=True),
    Column("kind", Text, nullable=False),
    _owned_by("user_id"),
    Column("email", Text, nullable=False),
    Column("owed_at", _TIME, nullable=False),
    Column("not_before", _TIME, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("is_dead", Boolean, nullable=False),
    _length("kind", 1, 32),
    _length("email", 6, 254),
    CheckConstraint("attempts >= 0", name="attempts_count"),
    Index(None, "user_id"),
    Index(None, "is_dead", "not_before", "id"),
    sqlite_with_rowid=False,
)

SPENT_GUESSES: Final = Table(
    "spent_guesses",
    METADATA,
    Column("id", _COUNTER, Identity(), primary_key=True),
    _owned_by("user_id"),
    Column("purpose", Text, nullable=False),
    Column("spent_at", _TIME, nullable=False),
    _length("purpose", 1, 32),
    Index(None, "user_id", "purpose", "spent_at"),
    Index(None, "spent_at"),
)
