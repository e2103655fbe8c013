"""What every `Cleanings` must do."""

from dataclasses import replace

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.cleaning import (
    Cleaning,
    CleaningEdit,
    CleaningFilter,
    CleaningName,
    CleaningType,
    Description,
    Price,
)
from todoauth.domain.model.ids import CleaningId
from todoauth.domain.model.page import Slice
from todoauth.domain.model.text import SearchText
from todoauth.testing.contracts.samples import (
    HOSTILE,
    HOSTILE_LINES,
    HOUR,
    NOON,
    a_cleaning,
    a_user,
    new_id,
    stored_user,
)
from todoauth.testing.world import Database

PRICES = ["0.00", "0.01", "0.10", "1.00", "9.99", "10.00", "12345678.90", "99999999.99"]
FLOORS = CleaningEdit(name=CleaningName("Floors"), at=NOON + HOUR)


async def stored(database: Database, *cleanings: Cleaning) -> list[Cleaning]:
    async with database.begin() as work:
        for cleaning in cleanings:
            await work.cleanings.add(cleaning)
    return list(cleanings)


async def listed(database: Database, only: CleaningFilter = CleaningFilter()) -> list[Cleaning]:
    return list((await database.view.cleanings.page(only=only, part=Slice())).items)


async def edited(
    database: Database, cleaning: Cleaning, edit: CleaningEdit, *, version: int | None = None
) -> Cleaning | None:
    async with database.begin() as work:
        return await work.cleanings.edit(cleaning.id, edit, owner=cleaning.owner, version=version)


@pytest.mark.asyncio
class CleaningsContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    @pytest.mark.parametrize("cleaning_type", CleaningType)
    async def test_a_cleaning_comes_back_as_it_was(self, database: Database, cleaning_type: CleaningType) -> None:
        ada = await stored_user(database)
        cleaning = replace(a_cleaning(ada, description="All of them", cleaning_type=cleaning_type), version=7)
        async with database.begin() as work:
            await work.cleanings.add(cleaning)
            assert await work.cleanings.get(cleaning.id) == cleaning
        back = await database.view.cleanings.get(cleaning.id)
        assert back == cleaning
        assert back is not None
        assert back.created_at.utcoffset() == NOON.utcoffset()

    @pytest.mark.parametrize("price", PRICES)
    async def test_prices_come_back_to_the_cent(self, database: Database, price: str) -> None:
        ada = await stored_user(database)
        await stored(database, a_cleaning(ada, price=price))
        assert [str(cleaning.price) for cleaning in await listed(database)] == [price]

    async def test_names_and_descriptions_come_back_letter_by_letter(self, database: Database) -> None:
        ada = await stored_user(database)
        names = [*HOSTILE_LINES, "🧹" * CleaningName.MOST]
        descriptions = [*HOSTILE, "🧹" * Description.MOST]
        named = await stored(database, *(a_cleaning(ada, name) for name in names))
        described = await stored(database, *(a_cleaning(ada, description=text) for text in descriptions))
        assert [await database.view.cleanings.get(cleaning.id) for cleaning in named + described] == named + described

    async def test_a_cleaning_of_nobody_is_refused(self, database: Database) -> None:
        with pytest.raises(UserNotFound):
            await stored(database, a_cleaning(a_user()))

    async def test_every_field_can_be_changed(self, database: Database) -> None:
        ada = await stored_user(database)
        (cleaning,) = await stored(database, a_cleaning(ada, description="All of them"))
        for edit in (
            FLOORS,
            CleaningEdit(description=None, at=NOON + 2 * HOUR),
            CleaningEdit(cleaning_type=CleaningType.FULL_CLEAN, price=Price.parse("0.50"), at=NOON + 3 * HOUR),
            CleaningEdit(description=Description("None of them"), at=NOON + 4 * HOUR),
        ):
            before, cleaning = cleaning, cleaning.edited(edit)
            assert await edited(database, before, edit, version=before.version) == cleaning
            assert await listed(database) == [cleaning]
        assert await listed(database, CleaningFilter(text=SearchText("all of them"))) == []
        assert await listed(database, CleaningFilter(text=SearchText("none of them"))) == [cleaning]
        assert await listed(database, CleaningFilter(text=SearchText("floors"))) == [cleaning]

    async def test_nothing_is_edited_where_nothing_differs(self, database: Database) -> None:
        ada = await stored_user(database)
        (cleaning,) = await stored(database, a_cleaning(ada, price="9.90"))
        for edit in (CleaningEdit(at=NOON + HOUR), CleaningEdit(price=Price.parse("9.9"), at=NOON + HOUR)):
            assert await edited(database, cleaning, edit) is None
        assert await listed(database) == [cleaning]

    async def test_nothing_is_edited_that_has_another_version_or_owner_or_is_not_there(
        self, database: Database
    ) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        (cleaning,) = await stored(database, a_cleaning(ada))
        for version in (0, 2):
            assert await edited(database, cleaning, FLOORS, version=version) is None
        assert await edited(database, replace(cleaning, owner=bob.id), FLOORS) is None
        assert await edited(database, a_cleaning(ada), FLOORS) is None
        assert await listed(database) == [cleaning]

    async def test_a_cleaning_is_removed_once(self, database: Database) -> None:
        ada = await stored_user(database)
        cleaning, other = await stored(database, a_cleaning(ada), a_cleaning(ada))
        async with database.begin() as work:
            assert await work.cleanings.remove(cleaning.id, owner=ada.id)
            assert not await work.cleanings.remove(cleaning.id, owner=ada.id)
            assert not await work.cleanings.remove(CleaningId(new_id()), owner=ada.id)
            assert await work.cleanings.get(cleaning.id) is None
        assert await listed(database) == [other]

    async def test_a_cleaning_is_removed_only_of_the_owner_and_in_the_version_that_are_named(
        self, database: Database
    ) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        (cleaning,) = await stored(database, a_cleaning(ada))
        async with database.begin() as work:
            assert not await work.cleanings.remove(cleaning.id, owner=bob.id)
            assert not await work.cleanings.remove(cleaning.id, owner=bob.id, version=1)
            for version in (0, 2):
                assert not await work.cleanings.remove(cleaning.id, owner=ada.id, version=version)
        assert await listed(database) == [cleaning]
        async with database.begin() as work:
            assert await work.cleanings.remove(cleaning.id, owner=ada.id, version=1)
        assert await listed(database) == []

    async def test_nobody_has_more_cleanings_than_may_be_whatever_others_have(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        await stored(database, a_cleaning(ada))
        second, third = a_cleaning(ada), a_cleaning(ada)
        async with database.begin() as work:
            assert await work.cleanings.add(second, at_most=2)
            assert not await work.cleanings.add(third, at_most=2)
            assert await work.cleanings.add(a_cleaning(bob), at_most=1)
        assert await database.view.cleanings.get(second.id) == second
        assert await database.view.cleanings.get(third.id) is None
