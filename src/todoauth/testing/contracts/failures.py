"""What every `FailedAttempts` must do."""

from functools import partial
from uuid import UUID

import pytest

from todoauth.domain.errors import UserNotFound
from todoauth.domain.model.mail import OwedMail
from todoauth.testing.contracts.concurrency import MANY, all_at_once
from todoauth.testing.contracts.samples import a_mail, a_user, stored_user
from todoauth.testing.world import Database


async def failed(database: Database, subject: UUID) -> int:
    """Count one try, in a block of its own."""
    async with database.begin() as work:
        return await work.failures.count(subject)


async def failed_and_owed(database: Database, subject: UUID, mail: OwedMail) -> None:
    """Count one try, and promise a mail that is about nobody."""
    async with database.begin() as work:
        await work.failures.count(subject)
        await work.outbox.owe(mail)


@pytest.mark.asyncio
class FailedAttemptsContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and has a `View` and an `Autocommit`."""

    async def test_tries_are_numbered_from_block_to_block(self, database: Database) -> None:
        ada = await stored_user(database)
        assert [await failed(database, ada.id) for _ in range(3)] == [1, 2, 3]

    async def test_a_block_counts_its_own_tries(self, database: Database) -> None:
        ada = await stored_user(database)
        await failed(database, ada.id)
        async with database.begin() as work:
            assert [await work.failures.count(ada.id) for _ in range(3)] == [2, 3, 4]

    async def test_a_try_whose_block_fails_is_not_counted(self, database: Database) -> None:
        ada = await stored_user(database)
        await failed(database, ada.id)
        with pytest.raises(UserNotFound):
            await failed_and_owed(database, ada.id, a_mail(a_user()))
        assert await failed(database, ada.id) == 2

    async def test_everybody_is_counted_alone_and_nobody_too(self, database: Database) -> None:
        ada, bob, nobody = await stored_user(database, "Ada"), await stored_user(database, "Bob"), a_user()
        await failed(database, ada.id)
        assert [await failed(database, each.id) for each in (ada, bob, nobody, nobody)] == [2, 1, 1, 2]

    async def test_what_is_forgotten_begins_anew_for_that_subject_alone(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        for user in (ada, ada, bob):
            await failed(database, user.id)
        async with database.begin() as work:
            await work.failures.forget(ada.id)
            await work.failures.forget(ada.id)
        assert [await failed(database, each.id) for each in (ada, bob)] == [1, 2]

    async def test_what_was_counted_at_a_user_goes_with_them(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), await stored_user(database, "Bob")
        for user in (ada, bob):
            await failed(database, user.id)
        async with database.begin() as work:
            await work.users.remove(ada.id)
        assert [await failed(database, each.id) for each in (ada, bob)] == [1, 2]

    @pytest.mark.parametrize("counted", [0, 1])
    async def test_no_two_tries_at_once_have_the_same_number(self, database: Database, counted: int) -> None:
        ada = await stored_user(database)
        for _ in range(counted):
            await failed(database, ada.id)
        numbers = await all_at_once([partial(failed, database, ada.id)] * MANY)
        assert {*numbers} == {*range(counted + 1, counted + MANY + 1)}
