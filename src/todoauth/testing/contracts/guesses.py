"""What every `SpentGuesses` must do."""

from datetime import datetime
from functools import partial

import pytest

from todoauth.domain.model.one_time_code import GuessBudget, Purpose
from todoauth.domain.model.user import User
from todoauth.testing.contracts.concurrency import MANY, all_at_once, tally
from todoauth.testing.contracts.samples import HOUR, MICROSECOND, NOON, a_user, new_id, stored_user
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
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

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

    async def test_a_budget_is_spent_once_in_an_hour_and_once_in_a_day(self, database: Database) -> None:
        ada, purpose = await stored_user(database), Purpose.VERIFY_EMAIL
        budget, spend = GuessBudget(ada.id, an_hour=2, a_day=3), database.autocommit.guesses.spend
        moments = [NOON, NOON, NOON + MICROSECOND, NOON + HOUR, NOON + HOUR, NOON + 24 * HOUR, NOON + 25 * HOUR]
        counted = [await spend(ada.id, purpose, at=moment, budget=budget) for moment in moments]
        assert counted == [True, True, False, True, False, True, True]
        assert await spend(ada.id, Purpose.RESET, at=NOON + 25 * HOUR, budget=budget)
        assert await since(database, ada, NOON - HOUR) == 5

    async def test_a_block_spends_no_more_than_the_budget(self, database: Database) -> None:
        ada, nobody = await stored_user(database), a_user("Nobody")
        async with database.begin() as work:
            for holder in (ada, nobody):
                budget = GuessBudget(holder.id, an_hour=1, a_day=9)
                spent = [await work.guesses.spend(holder.id, Purpose.RESET, at=NOON, budget=budget) for _ in range(2)]
                assert spent == [True, False]

    async def test_many_who_guess_at_once_spend_what_there_is(self, database: Database) -> None:
        ada, subject = await stored_user(database), new_id()
        budget = GuessBudget(ada.id, an_hour=3, a_day=9)

        async def in_a_block() -> bool:
            async with database.begin() as work:
                return await work.guesses.spend(subject, Purpose.RESET, at=NOON, budget=budget)

        alone = partial(database.autocommit.guesses.spend, subject, Purpose.RESET, at=NOON, budget=budget)
        outcomes = await all_at_once([alone, in_a_block] * MANY)
        assert (tally(outcomes), sum(map(bool, outcomes))) == ({bool: 2 * MANY}, 3)
        assert await database.autocommit.guesses.spent_since(subject, Purpose.RESET, since=NOON - HOUR) == 3

    async def test_a_purge_takes_what_was_before_and_no_more_than_it_is_told(self, database: Database) -> None:
        ada = await stored_user(database)
        await spent(database, ada, *(NOON - HOUR - MICROSECOND for _ in range(3)), NOON - HOUR, NOON)
        counts = list[int]()
        for _ in range(3):
            async with database.begin() as work:
                counts.append(await work.guesses.purge(before=NOON - HOUR, at_most=2))
        assert counts == [2, 1, 0]
        assert await since(database, ada, NOON - 2 * HOUR) == 2
