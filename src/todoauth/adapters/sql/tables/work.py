"""What people do."""

from typing import Final

from sqlalchemy import Boolean, CheckConstraint, Column, Index, PrimaryKeyConstraint, Table

from todoauth.adapters.sql.columns import (
    AMOUNT,
    FOLDED,
    ID,
    METADATA,
    STORED,
    length,
    owned_by,
    text,
    text_index,
    versioned,
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
    info=STORED,
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
    text_index("folded"),
    info=STORED,
)
