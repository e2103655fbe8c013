"""Lists of cleanings, a page at a time."""

from typing import Any

import pytest

from tests.domain.acts import enter
from todoauth import (
    Cleaning,
    CleaningFilter,
    CleaningName,
    CleaningType,
    Order,
    PageSize,
    Price,
    SearchText,
    Slice,
    UserId,
)
from todoauth.testing.world import World

WINDOWS, DOORS = CleaningName("Windows"), CleaningName("Doors")
TEN, FIVE = Price.parse("10"), Price.parse("5.00")


@pytest.fixture
async def ada(world: World) -> UserId:
    return (await enter(world, "Ada")).user_id


@pytest.fixture
async def eve(world: World) -> UserId:
    return (await enter(world, "Eve")).user_id


async def names(world: World, **wanted: Any) -> list[str]:
    return [cleaning.name.text for cleaning in (await world.list_cleanings(**wanted)).items]


async def test_cleanings_come_oldest_first_or_last(world: World, ada: UserId, eve: UserId):
    await world.add_cleaning(owner=ada, name=WINDOWS, price=TEN)
    await world.add_cleaning(owner=eve, name=DOORS, price=FIVE)
    assert await names(world) == ["Windows", "Doors"]
    assert await names(world, part=Slice(Order.DESC)) == ["Doors", "Windows"]


async def test_cleanings_can_be_looked_for(world: World, ada: UserId, eve: UserId):
    await world.add_cleaning(owner=ada, name=WINDOWS, price=TEN)
    await world.add_cleaning(owner=eve, name=DOORS, price=FIVE, cleaning_type=CleaningType.DUST_UP)
    assert await names(world, only=CleaningFilter(owner=ada)) == ["Windows"]
    assert await names(world, only=CleaningFilter(cleaning_type=CleaningType.DUST_UP)) == ["Doors"]
    assert await names(world, only=CleaningFilter(text=SearchText("WIND"))) == ["Windows"]
    assert await names(world, only=CleaningFilter(owner=ada, text=SearchText("doors"))) == []


async def test_leafing_through_shows_every_cleaning_once(world: World, ada: UserId):
    added = [await world.add_cleaning(owner=ada, name=CleaningName(f"no {n}"), price=FIVE) for n in range(5)]
    seen: list[Cleaning] = []
    part: Slice | None = Slice(size=PageSize(2))
    while part is not None:
        page = await world.list_cleanings(part=part)
        seen += page.items
        part = Slice(after=page.next_cursor, size=PageSize(2)) if page.next_cursor else None
    assert seen == added
