"""Cleanings, in SQL."""

from dataclasses import dataclass
from typing import Final

from todoauth.adapters.sql.asked import cleanings as statements
from todoauth.adapters.sql.compare_and_set import compare_and_set
from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.lists import given, listed, pattern
from todoauth.domain.model.cleaning import (
    Cleaning,
    CleaningEdit,
    CleaningFilter,
    CleaningName,
    CleaningType,
    Description,
    Price,
)
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.restoring import restorer
from todoauth.domain.model.text import fold
from todoauth.ports.repositories import Cleanings, CleaningsView

_TYPES: Final = {each.value: each for each in CleaningType}

_restored: Final = restorer(Cleaning)
_name: Final = restorer(CleaningName)
_description: Final = restorer(Description)
_price: Final = restorer(Price)


@dataclass(frozen=True)
class SqlCleaningsView(CleaningsView):
    """Cleanings, read over one connection."""

    connection: Connection

    async def get(self, id: CleaningId) -> Cleaning | None:
        row = await self.connection.one(statements.BY_ID, {"id": id})
        return None if row is None else _cleaning(row)

    async def page(self, *, only: CleaningFilter, part: Slice) -> Page[Cleaning]:
        wanted = given(
            after=part.after and part.after.after,
            owner_id=only.owner,
            cleaning_type=only.cleaning_type and only.cleaning_type.value,
            pattern=pattern(only.text),
        )
        rows = await listed(
            self.connection, statements.PAGE, statements.SEARCH, part=part, wanted=wanted, text=only.text
        )
        return Page.of(
            [_cleaning(row) for row in rows[: part.size.items + 1]], part.size, id_of=lambda cleaning: cleaning.id
        )


class SqlCleanings(SqlCleaningsView, Cleanings):
    """Cleanings."""

    async def add(self, cleaning: Cleaning, *, at_most: int | None = None) -> bool:
        values = {"owner_id": cleaning.owner, "created_at": cleaning.created_at, **_values(cleaning)}
        if at_most is None:
            return await self.connection.run(statements.ADD, values) > 0
        return await self.connection.call(statements.ADD_UP_TO, {"at_most": at_most, **values}) > 0

    async def edit(
        self, id: CleaningId, edit: CleaningEdit, *, owner: UserId, version: int | None = None
    ) -> Cleaning | None:
        # What is looked for in it is made of two fields, of which an edit may know one: so it is read first.
        async def read() -> Cleaning | None:
            cleaning = await self.get(id)
            return cleaning if cleaning is not None and cleaning.owner == owner else None

        async def write(cleaning: Cleaning) -> bool:
            values = {"predecessor": cleaning.version - 1, **_values(cleaning)}
            return await self.connection.run(statements.UPDATE, values) > 0

        return await compare_and_set(read, lambda cleaning: cleaning.edited(edit), write, version=version)

    async def remove(self, id: CleaningId, *, owner: UserId, version: int | None = None) -> bool:
        statement = statements.REMOVE if version is None else statements.REMOVE_VERSION
        return await self.connection.run(statement, {"id": id, "owner_id": owner, "version": version}) > 0


def _cleaning(row: Row) -> Cleaning:
    cleaning_id, owner, name, description, cleaning_type, price, created_at, updated_at, version = row
    return _restored(
        cleaning_id,
        owner,
        _name(name),
        None if description is None else _description(description),
        _TYPES[cleaning_type],
        _price(price),
        created_at,
        updated_at,
        version,
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
