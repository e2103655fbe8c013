"""Statements on cleanings."""

from typing import Final

from sqlalchemy import ColumnElement, bindparam, delete, select

from todoauth.adapters.sql.statements.parts import added, added_up_to, changed, contains, pages
from todoauth.adapters.sql.statements.searches import Columns, far, near
from todoauth.adapters.sql.tables import CLEANINGS

_ALL: Final = select(
    CLEANINGS.c.id,
    CLEANINGS.c.owner_id,
    CLEANINGS.c.name,
    CLEANINGS.c.description,
    CLEANINGS.c.cleaning_type,
    CLEANINGS.c.price,
    CLEANINGS.c.created_at,
    CLEANINGS.c.updated_at,
    CLEANINGS.c.version,
)

BY_ID: Final = _ALL.where(CLEANINGS.c.id == bindparam("id"))
ADD: Final = added(CLEANINGS)
ADD_UP_TO: Final = added_up_to("add_cleaning", CLEANINGS, CLEANINGS.c.owner_id)
UPDATE: Final = changed(
    CLEANINGS, "name", "description", "folded", "cleaning_type", "price", "updated_at", "version"
).where(CLEANINGS.c.id == bindparam("id"), CLEANINGS.c.version == bindparam("predecessor"))
REMOVE: Final = delete(CLEANINGS).where(
    CLEANINGS.c.id == bindparam("id"), CLEANINGS.c.owner_id == bindparam("owner_id")
)
REMOVE_VERSION: Final = REMOVE.where(CLEANINGS.c.version == bindparam("version"))
_FILTERS: Final = {
    "owner_id": CLEANINGS.c.owner_id == bindparam("owner_id"),
    "cleaning_type": CLEANINGS.c.cleaning_type == bindparam("cleaning_type"),
}


def _says(columns: Columns) -> ColumnElement[bool]:
    return contains(columns.folded, "pattern")


PAGE: Final = pages(_ALL, CLEANINGS.c.id, **_FILTERS, pattern=_says(CLEANINGS.c))
NEAR: Final = near(_ALL, CLEANINGS, _says, **_FILTERS)
FAR: Final = far(_ALL, CLEANINGS, _says, **_FILTERS)
