"""What every `SpentCodes` must do."""

from datetime import datetime
from functools import partial

import pytest

from todoauth.domain.errors import WrongOrExpiredCode
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import HOUR, MICROSECOND, NOON
from todoauth.testing.world import Database

DIGESTS = [bytes([first]) + bytes(31) for first in range(6)]


async def spent(database: Database, *digests: bytes, at: datetime = NOON) -> None:
    """Mark codes, in a block of their own."""
    async with database.begin() as work:
        for digest in digests:
            await work.codes.spend(digest, at=at)


@pytest.mark.asyncio
class SpentCodesContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_a_code_is_spent_once(self, database: Database) -> None:
        await spent(database, *DIGESTS)
        for digest in DIGESTS:
            with pytest.raises(WrongOrExpiredCode):
                await spent(database, digest, at=NOON + HOUR)

    async def test_a_code_is_spent_once_in_one_block(self, database: Database) -> None:
        with pytest.raises(WrongOrExpiredCode):
            await spent(database, DIGESTS[0], DIGESTS[0])

    async def test_whoever_comes_too_late_changes_nothing(self, database: Database) -> None:
        await spent(database, DIGESTS[0])
        with pytest.raises(WrongOrExpiredCode):
            await spent(database, DIGESTS[1], DIGESTS[0])
        await spent(database, DIGESTS[1])

    async def test_one_of_many_spends_a_code(self, database: Database) -> None:
        outcomes = await all_at_once([partial(spent, database, DIGESTS[0])] * MANY)
        assert tally(outcomes) == {type(None): 1, WrongOrExpiredCode: MANY - 1}

    async def test_a_purge_takes_what_was_before_and_no_more_than_it_is_told(self, database: Database) -> None:
        await spent(database, *DIGESTS[:3], at=NOON - MICROSECOND)
        await spent(database, *DIGESTS[3:])
        counts = list[int]()
        for _ in range(3):
            async with database.begin() as work:
                counts.append(await work.codes.purge(before=NOON, at_most=2))
        assert counts == [2, 1, 0]
        await spent(database, *DIGESTS[:3])
        for kept in DIGESTS[3:]:
            with pytest.raises(WrongOrExpiredCode):
                await spent(database, kept)
