"""What every list must do that can be searched."""

from abc import abstractmethod
from uuid import UUID

import pytest

from todoauth.domain.model.page import Cursor, PageSize, Slice
from todoauth.domain.model.text import SearchText, fold
from todoauth.domain.model.user import User
from todoauth.testing.contracts.pages import PagesContract
from todoauth.testing.contracts.samples import HOSTILE_LINES, stored_user
from todoauth.testing.world import Database

# What is looked for, what it is found in, and what it is not found in.
SEARCHES = [
    ("PLANTS", ["Water the plants", "plants"], ["plant", "p l a n t s"]),
    ("100%", ["at 100% now"], ["at 1000 % now", "100"]),
    ("a_b", ["A_B"], ["axb", "ab"]),
    ("\\", ["c:\\temp"], ["c:/temp", "%", "_"]),
    ("'; --", ["x'; -- y"], ["x';-- y"]),
    ("straße", ["STRASSE", "Straße"], ["strase"]),
    ("é", ["CAFE\u0301", "caf\u00c9"], ["cafe"]),
    ("ﬁ", ["FISH", "ﬁsh"], ["f ish"]),
    ("σ", ["ΟΔΟΣ", "οδος"], ["ο"]),
    ("🧹", ["🧹🏽‍♀️"], ["🧽"]),
    ("*", ["a*b"], ["ab", "axb"]),
    ("[a-z]", ["[A-Z]"], ["abc"]),
]


class SearchesContract(PagesContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    @abstractmethod
    async def found(
        self, database: Database, owner: User, part: Slice, *, text: SearchText | None
    ) -> tuple[list[UUID], Cursor | None]:
        """Return the ids on that page of what says `text`, and where the next one begins."""

    async def page(self, database: Database, owner: User, part: Slice) -> tuple[list[UUID], Cursor | None]:
        return await self.found(database, owner, part, text=None)

    @pytest.mark.parametrize(("sought", "found", "passed_over"), SEARCHES)
    async def test_a_search_is_literal_and_blind_to_case(
        self, database: Database, sought: str, found: list[str], passed_over: list[str]
    ) -> None:
        ada = await stored_user(database)
        for text in passed_over:
            await self.add(database, ada, text)
        wanted = [await self.add(database, ada, text) for text in found]
        await self.add(database, ada, "nothing of the kind")
        assert await self.found(database, ada, Slice(), text=SearchText(sought)) == (wanted, None)

    async def test_everything_is_found_by_what_it_says(self, database: Database) -> None:
        ada = await stored_user(database)
        texts = [text for text in HOSTILE_LINES if len(text) <= SearchText.MOST]
        ids = [await self.add(database, ada, text) for text in texts]
        for sought in map(SearchText, texts):
            wanted = [ids[place] for place, text in enumerate(texts) if sought.folded in fold(text)]
            assert (await self.found(database, ada, Slice(), text=sought))[0] == wanted

    async def test_a_search_is_leafed_through_like_any_list(self, database: Database) -> None:
        ada = await stored_user(database)
        ids = [await self.add(database, ada, text) for text in ("a cat", "a dog", "CATS", "a dog", "cat")]
        pages, after = list[list[UUID]](), None
        for _ in range(3):
            part = Slice(after=after, size=PageSize(1))
            found, after = await self.found(database, ada, part, text=SearchText("Cat"))
            pages.append(found)
        assert (pages, after) == ([[ids[0]], [ids[2]], [ids[4]]], None)
