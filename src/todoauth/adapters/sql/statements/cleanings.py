"""Statements on cleanings."""

from functools import cache
from typing import Any, Final

from sqlalchemy import Select, bindparam, delete, select

from todoauth.adapters.sql.statements.parts import added, changed, contains, for_update, page
from todoauth.adapters.sql.tables import CLEANINGS
from todoauth.domain.model.page import Order

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
BY_ID_FOR_UPDATE: Final = for_update(BY_ID)
ADD: Final = added(CLEANINGS)
UPDATE: Final = changed(
    CLEANINGS, "name", "description", "folded", "cleaning_type", "price", "updated_at", "version"
).where(CLEANINGS.c.id == bindparam("id"), CLEANINGS.c.version == bindparam("predecessor"))
REMOVE: Final = delete(CLEANINGS).where(CLEANINGS.c.id == bindparam("id"))


@cache
def page_of(order: Order, limit: int, *, owner: bool, cleaning_type: bool, text: bool) -> Select[*tuple[Any, ...]]:
    """Return the statement for a page, filtered by what is true."""
    found = _ALL
    if owner:
        found = found.where(CLEANINGS.c.owner_id == bindparam("owner_id"))
    if cleaning_type:
        found = found.where(CLEANINGS.c.cleaning_type == bindparam("cleaning_type"))
    if text:
        found = found.where(contains(CLEANINGS.c.folded, "pattern"))
    return page(found, CLEANINGS.c.id, order, limit)
