"""What every database must make of hostile texts: the same as every other, letter by letter."""

from collections.abc import Callable, Iterator
from typing import TypeVar

import pytest

from todoauth.domain.errors import EmailTaken, InvalidValue, TodoAuthError, UsernameTaken
from todoauth.domain.model.cleaning import CleaningFilter, CleaningName, Description
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.page import Page, PageSize, Slice
from todoauth.domain.model.text import SearchText, fold
from todoauth.domain.model.todo import Todo, TodoFilter
from todoauth.domain.model.username import Username
from todoauth.testing.contracts.hostile import HOSTILE_TEXTS
from todoauth.testing.contracts.samples import a_cleaning, a_todo, stored_user
from todoauth.testing.world import Database

T = TypeVar("T")

_ALL = PageSize(PageSize.MOST)


def _valid(parse: Callable[[str], T], texts: tuple[str, ...] = HOSTILE_TEXTS) -> Iterator[T]:
    for text in texts:
        try:
            yield parse(text)
        except InvalidValue:
            continue


@pytest.mark.asyncio
class HostileTextsContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_every_todo_comes_back_letter_by_letter(self, database: Database) -> None:
        ada = await stored_user(database)
        todos = [a_todo(ada, text) for text in HOSTILE_TEXTS]
        async with database.begin() as work:
            for todo in todos:
                await work.todos.add(todo)
        back, part = list[Todo](), Slice(size=_ALL)
        while len(back) < len(todos):
            page = await database.view.todos.page(ada.id, only=TodoFilter(), part=part)
            assert page.items
            back, part = [*back, *page.items], Slice(after=page.next_cursor, size=_ALL)
        assert back == todos

    async def test_every_cleaning_comes_back_letter_by_letter(self, database: Database) -> None:
        ada = await stored_user(database)
        names = [name.text for name in _valid(CleaningName)]
        longest = [letter * Description.MOST for letter in ("x", "🧹", "ﷺ", "\u0390")]
        cleanings = [a_cleaning(ada, name, description=f"{name}\n") for name in names]
        cleanings += [a_cleaning(ada, description=text) for text in longest]
        async with database.begin() as work:
            for cleaning in cleanings:
                await work.cleanings.add(cleaning)
        assert [await database.view.cleanings.get(cleaning.id) for cleaning in cleanings] == cleanings

    async def test_every_text_finds_what_contains_it_and_nothing_else(self, database: Database) -> None:
        ada = await stored_user(database)
        todos = [a_todo(ada, text) for text in HOSTILE_TEXTS]
        async with database.begin() as work:
            for todo in todos:
                await work.todos.add(todo)
        for sought in _valid(SearchText):
            found: Page[Todo] = await database.view.todos.page(
                ada.id, only=TodoFilter(text=sought), part=Slice(size=_ALL)
            )
            wanted = [todo for todo in todos if sought.folded in fold(todo.content.text)]
            assert list(found.items) == wanted[: _ALL.items], ascii(sought.text)

    async def test_every_description_finds_its_cleaning(self, database: Database) -> None:
        ada = await stored_user(database)
        cleaning = a_cleaning(ada, description="\u0390" * (Description.MOST - 1) + "🧹")
        async with database.begin() as work:
            await work.cleanings.add(cleaning)
        found = await database.view.cleanings.page(only=CleaningFilter(text=SearchText("\u0390🧹")), part=Slice())
        assert list(found.items) == [cleaning]

    async def test_names_are_taken_or_free_by_what_they_are_compared_by(self, database: Database) -> None:
        names = tuple(f"{text}{end}" for text in HOSTILE_TEXTS for end in ("", "da"))
        taken = set[str]()
        for name in _valid(Username, names):
            verdict = await _verdict(database, name.text)
            assert verdict is (UsernameTaken if name.canonical in taken else None), ascii(name.text)
            taken.add(name.canonical)

    async def test_addresses_are_taken_or_free_by_what_they_are_compared_by(self, database: Database) -> None:
        addresses = tuple(f"{local.strip()}@example.org" for local in HOSTILE_TEXTS)
        taken = set[str]()
        for number, address in enumerate(_valid(EmailAddress, addresses)):
            verdict = await _verdict(database, f"user{number}", address.text)
            assert verdict is (EmailTaken if address.canonical in taken else None), ascii(address.text)
            taken.add(address.canonical)


async def _verdict(database: Database, name: str, email: str | None = None) -> type[TodoAuthError] | None:
    """Return how a newcomer is refused, or `None`."""
    try:
        await stored_user(database, name, email=email)
    except TodoAuthError as refusal:
        return type(refusal)
    return None
