"""Who there is, and what they are logged in with."""

from typing import Final

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    PrimaryKeyConstraint,
    Table,
    UniqueConstraint,
)

from todoauth.adapters.sql.columns import (
    DIGEST,
    ID,
    METADATA,
    STORED,
    TIME,
    length,
    owned_by,
    text,
    text_index,
    versioned,
)

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
    text_index("username_canonical", "email_canonical"),
    info=STORED,
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
    info=STORED,
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
    info=STORED,
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
    info=STORED,
)
