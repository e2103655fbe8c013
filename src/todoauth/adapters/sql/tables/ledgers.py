"""What transactions leave behind."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Identity, Index, Integer, Table

from todoauth.adapters.sql.columns import COLLATED, COUNTER, DIGEST, ID, METADATA, STORED, TIME, length, owned_by, text

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
    info=STORED,
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
    info=COLLATED,
)

SPENT_CODES: Final = Table(
    "spent_codes",
    METADATA,
    Column("digest", DIGEST, primary_key=True),
    Column("spent_at", TIME, nullable=False),
    length("digest", 32, 32),
    Index(None, "spent_at"),
    info=STORED,
)

FAILED_ATTEMPTS: Final = Table(
    "failed_attempts",
    METADATA,
    # A user, or nobody. No reference: it would have those who count wait for those who log in, and the other way round.
    Column("subject", ID, primary_key=True),
    Column("times", Integer, nullable=False),
    CheckConstraint("times >= 1", name="times_count"),
    info=STORED,
)
