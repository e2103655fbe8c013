"""The tables. Statements are built on them, and migrations are compared with them.

`sqlite_with_rowid=False`: rows lie in the order of their key, which is the order in which they are read.
"""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
)

from todoauth.adapters.sql.columns import AMOUNT, COUNTER, ID, NAMES, TIME, length, owned_by, versioned

METADATA: Final = MetaData(naming_convention=NAMES)

USERS: Final = Table(
    "users",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("username", Text, nullable=False),
    Column("username_canonical", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("full_name", Text),
    Column("email", Text),
    Column("email_canonical", Text),
    Column("is_active", Boolean, nullable=False),
    Column("is_superuser", Boolean, nullable=False),
    *versioned(),
    UniqueConstraint("username_canonical"),
    UniqueConstraint("email_canonical"),
    length("username", 3, 32),
    length("username_canonical", 3, 32),
    length("password_hash", 1, 255),
    length("full_name", 1, 100),
    length("email", 6, 254),
    length("email_canonical", 6, 254),
    CheckConstraint("(email IS NULL) = (email_canonical IS NULL)", name="email_is_whole"),
    sqlite_with_rowid=False,
)

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("id", ID, primary_key=True),
    owned_by("user_id"),
    Column("refresh_digest", LargeBinary, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("last_used_at", TIME, nullable=False),
    Column("idle_ends_at", TIME, nullable=False),
    Column("ends_at", TIME, nullable=False),
    Column("client", Text),
    Column("network", Text),
    UniqueConstraint("refresh_digest"),
    length("refresh_digest", 32, 32),
    length("client", 1, 200),
    length("network", 1, 43),
    Index(None, "user_id"),
    Index(None, "idle_ends_at"),
    Index(None, "ends_at"),
    sqlite_with_rowid=False,
)

SPENT_REFRESHES: Final = Table(
    "spent_refreshes",
    METADATA,
    Column("digest", LargeBinary, primary_key=True),
    Column("session_id", ID, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    length("digest", 32, 32),
    Index(None, "session_id"),
    sqlite_with_rowid=False,
)

TODOS: Final = Table(
    "todos",
    METADATA,
    # The owner leads, so the table can be cut by owner.
    owned_by("owner_id"),
    Column("id", ID),
    Column("content", Text, nullable=False),
    Column("folded", Text, nullable=False),
    Column("is_done", Boolean, nullable=False),
    *versioned(),
    PrimaryKeyConstraint("owner_id", "id"),
    length("content", 1, 256),
    Index(None, "owner_id", "is_done", "id"),
    sqlite_with_rowid=False,
)

CLEANINGS: Final = Table(
    "cleanings",
    METADATA,
    Column("id", ID, primary_key=True),
    owned_by("owner_id"),
    Column("name", Text, nullable=False),
    Column("description", Text),
    Column("folded", Text, nullable=False),
    Column("cleaning_type", Text, nullable=False),
    Column("price", AMOUNT, nullable=False),
    *versioned(),
    length("name", 1, 100),
    length("description", 1, 2000),
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
    Column("id", ID, primary_key=True),
    Column("kind", Text, nullable=False),
    owned_by("user_id"),
    Column("email", Text, nullable=False),
    Column("owed_at", TIME, nullable=False),
    Column("not_before", TIME, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("is_dead", Boolean, nullable=False),
    Column("answer", Text),
    length("kind", 1, 32),
    length("email", 6, 254),
    length("answer", 1, 200),
    CheckConstraint("attempts >= 0", name="attempts_count"),
    Index(None, "user_id"),
    Index(None, "is_dead", "not_before", "id"),
    sqlite_with_rowid=False,
)

SPENT_GUESSES: Final = Table(
    "spent_guesses",
    METADATA,
    Column("id", COUNTER, Identity(), primary_key=True),
    owned_by("user_id"),
    Column("purpose", Text, nullable=False),
    Column("spent_at", TIME, nullable=False),
    length("purpose", 1, 32),
    Index(None, "user_id", "purpose", "spent_at"),
    Index(None, "spent_at"),
)
