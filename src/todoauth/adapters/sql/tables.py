"""The tables. Statements are built on them, and migrations are compared with them."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Identity,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from todoauth.adapters.sql.columns import (
    AMOUNT,
    COLLATED,
    COUNTER,
    DIGEST,
    FOLDED,
    ID,
    NAMES,
    STORED,
    TIME,
    length,
    owned_by,
    text,
    versioned,
)

METADATA: Final = MetaData(naming_convention=NAMES)

USERS: Final = Table(
    "users",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("username", text(32), nullable=False),
    Column("username_canonical", text(32), nullable=False),
    Column("password_hash", text(255), nullable=False),
    Column("full_name", text(100)),
    Column("email", text(254)),
    Column("email_canonical", text(254)),
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
    Index(None, "is_superuser", "id"),
    **STORED,
)

SESSIONS: Final = Table(
    "sessions",
    METADATA,
    Column("id", ID, primary_key=True),
    owned_by("user_id"),
    Column("refresh_digest", DIGEST, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("last_used_at", TIME, nullable=False),
    Column("idle_ends_at", TIME, nullable=False),
    Column("ends_at", TIME, nullable=False),
    Column("client", text(200)),
    Column("network", text(43)),
    UniqueConstraint("refresh_digest"),
    length("refresh_digest", 32, 32),
    length("client", 1, 200),
    length("network", 1, 43),
    Index(None, "user_id"),
    Index(None, "idle_ends_at"),
    Index(None, "ends_at"),
    **STORED,
)

SPENT_REFRESHES: Final = Table(
    "spent_refreshes",
    METADATA,
    Column("digest", DIGEST, primary_key=True),
    Column("session_id", ID, ForeignKey("sessions.id", ondelete="CASCADE"), nullable=False),
    Column("nonce", DIGEST, nullable=False),
    Column("key_digest", DIGEST),
    Column("spent_at", TIME, nullable=False),
    length("digest", 32, 32),
    length("nonce", 32, 32),
    length("key_digest", 32, 32),
    Index(None, "session_id"),
    **STORED,
)

TODOS: Final = Table(
    "todos",
    METADATA,
    # The owner leads, so the table can be cut by owner.
    owned_by("owner_id"),
    Column("id", ID),
    Column("content", text(256), nullable=False),
    Column("folded", FOLDED, nullable=False),
    Column("is_done", Boolean, nullable=False),
    *versioned(),
    PrimaryKeyConstraint("owner_id", "id"),
    length("content", 1, 256),
    Index(None, "owner_id", "is_done", "id"),
    **STORED,
)

CLEANINGS: Final = Table(
    "cleanings",
    METADATA,
    Column("id", ID, primary_key=True),
    owned_by("owner_id"),
    Column("name", text(100), nullable=False),
    Column("description", text(2000)),
    Column("folded", FOLDED, nullable=False),
    Column("cleaning_type", text(32), nullable=False),
    Column("price", AMOUNT, nullable=False),
    *versioned(),
    length("name", 1, 100),
    length("description", 1, 2000),
    CheckConstraint("cleaning_type IN ('dust_up', 'spot_clean', 'full_clean')", name="cleaning_type_is_known"),
    # In cents on SQLite; elsewhere the column has no room for more than 99,999,999.99 anyway.
    CheckConstraint("price BETWEEN 0 AND 9999999999", name="price_range"),
    Index(None, "owner_id", "id"),
    Index(None, "cleaning_type", "id"),
    **STORED,
)

OUTBOX: Final = Table(
    "outbox",
    METADATA,
    Column("id", ID, primary_key=True),
    Column("kind", text(32), nullable=False),
    owned_by("user_id", nullable=True),
    Column("email", text(254), nullable=False),
    Column("owed_at", TIME, nullable=False),
    Column("not_before", TIME, nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("is_dead", Boolean, nullable=False),
    Column("answer", text(200)),
    length("kind", 1, 32),
    length("email", 6, 254),
    length("answer", 1, 200),
    CheckConstraint("attempts >= 0", name="attempts_count"),
    Index(None, "user_id"),
    Index(None, "is_dead", "not_before", "id"),
    **STORED,
)

SPENT_GUESSES: Final = Table(
    "spent_guesses",
    METADATA,
    Column("id", COUNTER, Identity(), primary_key=True),
    Column("subject", ID, nullable=False),  # a user, or an address that perhaps nobody has
    Column("purpose", text(32), nullable=False),
    Column("spent_at", TIME, nullable=False),
    length("purpose", 1, 32),
    Index(None, "subject", "purpose", "spent_at"),
    Index(None, "spent_at"),
    **COLLATED,
)

KNOWN_NETWORKS: Final = Table(
    "known_networks",
    METADATA,
    owned_by("user_id"),
    Column("network", text(43)),
    Column("logged_in_at", TIME, nullable=False),
    PrimaryKeyConstraint("user_id", "network"),
    length("network", 1, 43),
    Index(None, "logged_in_at"),
    **STORED,
)
