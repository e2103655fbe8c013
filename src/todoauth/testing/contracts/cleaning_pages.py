"""What every list of cleanings must do."""

from uuid import UUID

from todoauth.domain.model.cleaning import CleaningFilter, CleaningType
from todoauth.domain.model.ids import CleaningId
from todoauth.domain.model.page import Cursor, Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.user import User
from todoauth.testing.contracts.cleanings import listed, stored
from todoauth.testing.contracts.samples import (
    a_cleaning,
    stored_user,
)
from todoauth.testing.contracts.searches import SearchesContract
from todoauth.testing.world import Database


class CleaningPagesContract(SearchesContract):
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def add(self, database: Database, owner: User, text: str) -> UUID:
        return (await stored(database, a_cleaning(owner, text)))[0].id

    async def remove(self, database: Database, owner: User, id: UUID) -> None:
        async with database.begin() as work:
            await work.cleanings.remove(CleaningId(id), owner=owner.id)

    async def found(
        self, database: Database, owner: User, part: Slice, *, text: SearchText | None
    ) -> tuple[list[UUID], Cursor | None]:
        page = await database.view.cleanings.page(only=CleaningFilter(text=text), part=part)
        return [cleaning.id for cleaning in page.items], page.next_cursor

    async def test_a_list_can_be_narrowed_by_owner_type_and_text(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        full, dust = CleaningType.FULL_CLEAN, CleaningType.DUST_UP
        owned = [(ada, full), (bob, full), (ada, dust), (bob, dust), (ada, full)]
        cleanings = await stored(
            database, *(a_cleaning(who, f"job {place}", cleaning_type=kind) for place, (who, kind) in enumerate(owned))
        )
        assert await listed(database, CleaningFilter(owner=ada.id)) == cleanings[::2]
        assert await listed(database, CleaningFilter(cleaning_type=dust)) == cleanings[2:4]
        assert await listed(database, CleaningFilter(ada.id, full)) == [cleanings[0], cleanings[4]]
        assert await listed(database, CleaningFilter(ada.id, full, SearchText("JOB 4"))) == cleanings[4:]

    async def test_a_search_looks_at_names_and_descriptions_one_by_one(self, database: Database) -> None:
        ada = await stored_user(database)
        named, described, _, _ = await stored(
            database,
            a_cleaning(ada, "Big windows"),
            a_cleaning(ada, "House", description="All\nthe WINDOWS"),
            a_cleaning(ada, "Win", description="dows"),
            a_cleaning(ada, "Floors", description="Win\ndows"),
        )
        assert await listed(database, CleaningFilter(text=SearchText("Windows"))) == [named, described]
