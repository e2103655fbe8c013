"""Cleanings, which everybody may read and only their owner may change."""

from datetime import timedelta
from uuid import UUID

import pytest

from tests.builders import ADA
from tests.domain.acts import enter
from todoauth import (
    Cleaning,
    CleaningId,
    CleaningName,
    CleaningNotFound,
    CleaningType,
    Description,
    NotTheOwner,
    Outdated,
    Price,
    UserId,
    UserNotFound,
)
from todoauth.testing.world import World

WINDOWS, DOORS = CleaningName("Windows"), CleaningName("Doors")
TEN, FIVE = Price.parse("10"), Price.parse("5.00")
NOBODYS = CleaningId(UUID(int=404))


@pytest.fixture
async def ada(world: World) -> UserId:
    return (await enter(world, "Ada")).user_id


@pytest.fixture
async def eve(world: World) -> UserId:
    return (await enter(world, "Eve")).user_id


async def test_a_cleaning_that_was_offered_can_be_read_by_anybody(world: World, ada: UserId):
    cleaning = await world.add_cleaning(owner=ada, name=WINDOWS, price=TEN)
    assert (cleaning.owner, cleaning.name, cleaning.price, cleaning.version) == (ada, WINDOWS, TEN, 1)
    assert (cleaning.description, cleaning.cleaning_type) == (None, CleaningType.SPOT_CLEAN)
    assert cleaning.created_at == cleaning.updated_at == world.clock()
    assert await world.read_cleaning(id=cleaning.id) == cleaning


async def test_all_of_a_cleaning_may_be_said_from_the_start(world: World, ada: UserId):
    cleaning = await world.add_cleaning(
        owner=ada,
        name=WINDOWS,
        price=FIVE,
        description=Description("In and out"),
        cleaning_type=CleaningType.FULL_CLEAN,
    )
    assert await world.read_cleaning(id=cleaning.id) == cleaning
    assert (cleaning.description, cleaning.cleaning_type) == (Description("In and out"), CleaningType.FULL_CLEAN)


async def test_nobody_who_is_gone_offers_a_cleaning(world: World):
    with pytest.raises(UserNotFound):
        await world.add_cleaning(owner=ADA, name=WINDOWS, price=TEN)


async def test_the_owner_may_change_any_part_of_it(world: World, ada: UserId):
    cleaning = await _described(world, ada)
    world.clock.advance(timedelta(hours=1))
    edited = await world.edit_cleaning(owner=ada, id=cleaning.id, price=FIVE)
    assert (edited.price, edited.name, edited.description, edited.version) == (FIVE, WINDOWS, cleaning.description, 2)
    assert (edited.created_at, edited.updated_at) == (cleaning.created_at, world.clock())
    edited = await world.edit_cleaning(
        owner=ada, id=cleaning.id, name=DOORS, description=None, cleaning_type=CleaningType.DUST_UP
    )
    assert (edited.name, edited.description, edited.cleaning_type) == (DOORS, None, CleaningType.DUST_UP)
    assert await world.read_cleaning(id=cleaning.id) == edited


async def test_an_edit_that_changes_nothing_leaves_no_trace(world: World, ada: UserId):
    cleaning = await _described(world, ada)
    world.clock.advance(timedelta(hours=1))
    assert await world.edit_cleaning(owner=ada, id=cleaning.id) == cleaning
    assert await world.edit_cleaning(owner=ada, id=cleaning.id, price=Price.parse(10), name=WINDOWS) == cleaning
    assert await world.read_cleaning(id=cleaning.id) == cleaning


async def test_what_a_replacement_does_not_give_goes_back_to_its_default(world: World, ada: UserId):
    cleaning = await _described(world, ada)
    replaced = await world.replace_cleaning(owner=ada, id=cleaning.id, name=DOORS, price=FIVE)
    assert (replaced.name, replaced.price) == (DOORS, FIVE)
    assert (replaced.description, replaced.cleaning_type) == (None, CleaningType.SPOT_CLEAN)
    assert (replaced.id, replaced.owner, replaced.created_at) == (cleaning.id, ada, cleaning.created_at)


async def test_a_cleaning_that_was_withdrawn_is_gone(world: World, ada: UserId):
    cleaning = await _described(world, ada)
    await world.remove_cleaning(owner=ada, id=cleaning.id)
    assert not (await world.list_cleanings()).items
    with pytest.raises(CleaningNotFound):
        await world.read_cleaning(id=cleaning.id)


async def test_a_cleaning_of_nobodys_is_not_found(world: World, ada: UserId):
    for attempt in (world.read_cleaning(id=NOBODYS), *_changes(world, ada, NOBODYS)):
        with pytest.raises(CleaningNotFound):
            await attempt


@pytest.mark.parametrize("expected", [None, 1, 99])
async def test_nobody_changes_what_is_somebody_elses(world: World, ada: UserId, eve: UserId, expected: int | None):
    cleaning = await _described(world, ada)
    for attempt in _changes(world, eve, cleaning.id, expected):
        with pytest.raises(NotTheOwner):
            await attempt
    assert await world.read_cleaning(id=cleaning.id) == cleaning


async def test_a_change_based_on_an_older_version_is_refused(world: World, ada: UserId):
    cleaning = await _described(world, ada)
    edited = await world.edit_cleaning(owner=ada, id=cleaning.id, price=FIVE, expected=1)
    for stale in (0, 1, 3):
        for attempt in _changes(world, ada, cleaning.id, stale):
            with pytest.raises(Outdated):
                await attempt
    assert await world.read_cleaning(id=cleaning.id) == edited


async def test_a_change_based_on_the_version_that_is_there_is_made(world: World, ada: UserId):
    cleaning = await _described(world, ada)
    for version, attempt in enumerate(_changes(world, ada, cleaning.id), start=2):
        done = await attempt
        assert done is None or done.version == version


async def _described(world: World, owner: UserId) -> Cleaning:
    return await world.add_cleaning(
        owner=owner,
        name=WINDOWS,
        price=TEN,
        description=Description("In and out"),
        cleaning_type=CleaningType.FULL_CLEAN,
    )


def _changes(world: World, owner: UserId, id: CleaningId, expected: int | None = None):
    """Yield an edit, a replacement and a removal, one at a time."""
    yield world.edit_cleaning(owner=owner, id=id, name=DOORS, expected=expected)
    yield world.replace_cleaning(owner=owner, id=id, name=WINDOWS, price=FIVE, expected=expected)
    yield world.remove_cleaning(owner=owner, id=id, expected=expected)
