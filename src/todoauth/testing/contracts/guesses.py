"""What every `SpentGuesses` must do."""

from datetime import datetime

import pytest

from todoauth.domain.model.one_time_code import Purpose
from todoauth.domain.model.user import User
from todoauth.testing.contracts.samples import HOUR, MICROSECOND, NOON, a_user, stored_user
from todoauth.testing.world import Database


async def spent(database: Database, user: User, *times: datetime) -> None:
    async with database.begin() as work:
        for at in times:
            await work.guesses.spend(user.id, Purpose.VERIFY_EMAIL, at=at)


async def since(database: Database, user: User, since: datetime) -> int:
    async with database.begin() as work:
        return await work.guesses.spent_since(user.id, Purpose.VERIFY_EMAIL, since=since)


@pytest.mark.asyncio
class SpentGuessesContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and `Reading`."""

    async def test_guesses_after_a_moment_are_counted(self, database: Database) -> None:
        ada = await stored_user(database)
        await spent(database, ada, NOON, NOON, NOON + MICROSECOND, NOON + HOUR)
        moments = [NOON - MICROSECOND, NOON, NOON + MICROSECOND, NOON + HOUR]
        assert [await since(database, ada, moment) for moment in moments] == [4, 2, 1, 0]

    async def test_a_block_counts_its_own_guesses(self, database: Database) -> None:
        ada = await stored_user(database)
        await spent(database, ada, NOON)
        async with database.begin() as work:
            await work.guesses.spend(ada.id, Purpose.VERIFY_EMAIL, at=NOON)
            assert await work.guesses.spent_since(ada.id, Purpose.VERIFY_EMAIL, since=NOON - HOUR) == 2

    async def test_everybody_is_counted_alone(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        await spent(database, ada, NOON)
        assert await since(database, bob, NOON - HOUR) == 0

    async def test_each_purpose_is_counted_alone(self, database: Database) -> None:
        ada = await stored_user(database)
        await spent(database, ada, NOON)
        async with database.begin() as work:
            assert await work.guesses.spent_since(ada.id, Purpose.RESET, since=NOON - HOUR) == 0

    async def test_guesses_at_what_is_nobodys_are_counted_too(self, database: Database) -> None:
        nobody = a_user()
        await spent(database, nobody, NOON)
        assert await since(database, nobody, NOON - HOUR) == 1

    async def test_a_purge_takes_what_was_before_and_no_more_than_it_is_told(self, database: Database) -> None:
        ada = await stored_user(database)
        await spent(database, ada, *(NOON - HOUR - MICROSECOND for _ in range(3)), NOON - HOUR, NOON)
        counts = list[int]()
        for _ in range(3):
            async with database.begin() as work:
                counts.append(await work.guesses.purge(before=NOON - HOUR, at_most=2))
        assert counts == [2, 1, 0]
        assert await since(database, ada, NOON - 2 * HOUR) == 2
