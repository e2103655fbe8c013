"""The tables. Statements are built on them, and migrations are compared with them."""

from todoauth.adapters.sql.columns import METADATA
from todoauth.adapters.sql.tables.accounts import KNOWN_NETWORKS, SESSIONS, SPENT_REFRESHES, USERS
from todoauth.adapters.sql.tables.ledgers import FAILED_ATTEMPTS, OUTBOX, SPENT_CODES, SPENT_GUESSES
from todoauth.adapters.sql.tables.work import CLEANINGS, TODOS

__all__ = [
    "CLEANINGS",
    "FAILED_ATTEMPTS",
    "KNOWN_NETWORKS",
    "METADATA",
    "OUTBOX",
    "SESSIONS",
    "SPENT_CODES",
    "SPENT_GUESSES",
    "SPENT_REFRESHES",
    "TODOS",
    "USERS",
]
