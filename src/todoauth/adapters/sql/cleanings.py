"""Cleanings, in SQL."""

from dataclasses import dataclass

from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.lists import beginning, pattern
from todoauth.adapters.sql.statements import cleanings as statements
from todoauth.adapters.sql.statements.parts import limit_for
from todoauth.domain.errors import Outdated
from todoauth.domain.model.cleaning import Cleaning, CleaningFilter, CleaningName, CleaningType, Description, Price
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.text import fold
from todoauth.ports.repositories import Cleanings, CleaningsView


@dataclass(frozen=True)
class SqlCleaningsView(CleaningsView):
    """Cleanings, read over one connection."""

    connection: Connection

    async def get(self, id: CleaningId) -> Cleaning | None:
        row = await self.connection.one(statements.BY_ID, id=id)
        return None if row is None else _cleaning(row)

    async def page(self, *, only: CleaningFilter, part: Slice) -> Page[Cleaning]:
        wanted = _wanted(only)
        statement = statements.page_of(
            part.order,
            limit_for(part.size),
            owner="owner_id" in wanted,
            cleaning_type="cleaning_type" in wanted,
            text="pattern" in wanted,
        )
        rows = await self.connection.all(statement, after=beginning(part), **wanted)
        return Page[Cleaning].of([_cleaning(row) for row in rows], part.size, id_of=lambda cleaning: cleaning.id)


class SqlCleanings(SqlCleaningsView, Cleanings):
    """Cleanings, in one transaction."""

    async def get_for_update(self, id: CleaningId) -> Cleaning | None:
        row = await self.connection.one(statements.BY_ID_FOR_UPDATE, id=id)
        return None if row is None else _cleaning(row)

    async def add(self, cleaning: Cleaning) -> None:
        await self.connection.run(
            statements.ADD, owner_id=cleaning.owner, created_at=cleaning.created_at, **_values(cleaning)
        )

    async def update(self, cleaning: Cleaning) -> None:
        if not await self.connection.run(statements.UPDATE, predecessor=cleaning.version - 1, **_values(cleaning)):
            raise Outdated

    async def remove(self, id: CleaningId) -> bool:
        return await self.connection.run(statements.REMOVE, id=id) > 0


def _wanted(only: CleaningFilter) -> dict[str, object]:
    wanted: dict[str, object] = {}
    if only.owner is not None:
        wanted["owner_id"] = only.owner
    if only.cleaning_type is not None:
        wanted["cleaning_type"] = only.cleaning_type.value
    if only.text is not None:
        wanted["pattern"] = pattern(only.text)
    return wanted


def _cleaning(row: Row) -> Cleaning:
    cleaning_id, owner, name, description, cleaning_type, price, created_at, updated_at, version = row
    return Cleaning(
        id=CleaningId(cleaning_id),
        owner=UserId(owner),
        name=CleaningName(name),
        description=None if description is None else Description(description),
        cleaning_type=CleaningType(cleaning_type),
        price=Price(price),
        created_at=created_at,
        updated_at=updated_at,
        version=version,
    )


def _values(cleaning: Cleaning) -> dict[str, object]:
    return {
        "id": cleaning.id,
        "name": cleaning.name.text,
        "description": cleaning.description and cleaning.description.text,
        "folded": _folded(cleaning),
        "cleaning_type": cleaning.cleaning_type.value,
        "price": cleaning.price.amount,
        "updated_at": cleaning.updated_at,
        "version": cleaning.version,
    }


def _folded(cleaning: Cleaning) -> str:
    """Return all that a search looks at. What is looked for has no line breaks, so it is never found across two."""
    return "\n".join(fold(text.text) for text in (cleaning.name, cleaning.description) if text is not None)
