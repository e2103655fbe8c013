"""What every `Begin` and `Reading` must do."""

import asyncio

import pytest

from todoauth.domain.errors import UsernameTaken
from todoauth.domain.model.one_time_code import Purpose
from todoauth.domain.model.user import User
from todoauth.ports.unit_of_work import UnitOfWork
from todoauth.testing.contracts.samples import (
    HOUR,
    NOON,
    a_cleaning,
    a_mail,
    a_session,
    a_todo,
    a_user,
    stored_user,
)
from todoauth.testing.world import Database


class Interrupted(Exception):
    """Something went wrong in the middle of a block."""


async def leave_a_bit_of_everything(work: UnitOfWork, user: User) -> None:
    """Write to every repository and ledger."""
    await work.users.add(user)
    await work.sessions.add(a_session(user))
    await work.todos.add(a_todo(user))
    await work.cleanings.add(a_cleaning(user))
    await work.outbox.owe(a_mail(user))
    await work.guesses.spend(user.id, Purpose.VERIFY_EMAIL, at=NOON)


async def what_is_left(database: Database, user: User) -> list[object]:
    """Return whether the user is there, and how much mail and how many guesses. It takes the mail."""
    async with database.begin() as work:
        mails = await work.outbox.take(at=NOON, lease=HOUR, at_most=9)
        guesses = await work.guesses.spent_since(user.id, Purpose.VERIFY_EMAIL, since=NOON - HOUR)
        return [await work.users.get(user.id) == user, len(mails), guesses]


@pytest.mark.asyncio
class UnitOfWorkContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin` and `Reading`."""

    async def test_leaving_the_block_commits_all_of_it(self, database: Database) -> None:
        ada = a_user()
        async with database.begin() as work:
            await leave_a_bit_of_everything(work, ada)
        assert await what_is_left(database, ada) == [True, 1, 1]

    async def test_raising_undoes_all_of_it(self, database: Database) -> None:
        ada = a_user()
        with pytest.raises(Interrupted):
            async with database.begin() as work:
                await leave_a_bit_of_everything(work, ada)
                raise Interrupted
        assert await what_is_left(database, ada) == [False, 0, 0]

    async def test_raising_brings_back_what_was_removed(self, database: Database) -> None:
        ada = a_user()
        async with database.begin() as work:
            await leave_a_bit_of_everything(work, ada)
        with pytest.raises(Interrupted):
            async with database.begin() as work:
                await work.users.remove(ada.id)
                raise Interrupted
        assert await what_is_left(database, ada) == [True, 1, 1]

    async def test_being_cancelled_undoes_all_of_it(self, database: Database) -> None:
        ada, has_written = a_user(), asyncio.Event()

        async def write_and_linger() -> None:
            async with database.begin() as work:
                await leave_a_bit_of_everything(work, ada)
                has_written.set()
                await asyncio.Event().wait()

        writer = asyncio.create_task(write_and_linger())
        await has_written.wait()
        writer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writer
        assert await what_is_left(database, ada) == [False, 0, 0]

    async def test_being_cancelled_at_any_moment_leaves_the_database_usable(self, database: Database) -> None:
        for moment in range(12):
            writer = asyncio.create_task(stored_user(database, f"ada{moment}"))
            for _ in range(moment):
                await asyncio.sleep(0)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        bob = await stored_user(database, "Bob")
        async with database.reading() as view:
            assert await view.users.get(bob.id) == bob

    async def test_a_refusal_undoes_what_the_block_did_before(self, database: Database) -> None:
        await stored_user(database, "Ada")
        bob = a_user("Bob")
        with pytest.raises(UsernameTaken):
            async with database.begin() as work:
                await work.users.add(bob)
                await work.users.add(a_user("ADA"))
        async with database.reading() as view:
            assert await view.users.get(bob.id) is None

    async def test_a_block_sees_its_own_changes(self, database: Database) -> None:
        ada = a_user(email="ada@example.org")
        async with database.begin() as work:
            await work.users.add(ada)
            assert await work.users.get(ada.id) == ada
            assert await work.users.with_username(ada.username) == ada
            await work.users.remove(ada.id)
            assert await work.users.with_username(ada.username) is None
            await work.users.add(ada)
        async with database.reading() as view:
            assert await view.users.get(ada.id) == ada

    async def test_readers_see_what_is_committed_and_do_not_wait(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), a_user("Bob")
        async with database.begin() as work:
            await work.users.add(bob)
            await work.users.remove(ada.id)
            async with database.reading() as view:
                assert await view.users.get(ada.id) == ada
                assert await view.users.with_username(bob.username) is None
        async with database.reading() as view:
            assert await view.users.get(ada.id) is None
            assert await view.users.with_username(bob.username) == bob

    async def test_no_block_sees_what_another_has_yet_to_commit(self, database: Database) -> None:
        ada, may_fail = a_user(), asyncio.Event()
        has_written = asyncio.Event()

        async def write_in_vain() -> None:
            async with database.begin() as work:
                await work.users.add(ada)
                has_written.set()
                await may_fail.wait()
                raise Interrupted

        async def look() -> User | None:
            async with database.begin() as work:
                return await work.users.get(ada.id)

        writer = asyncio.create_task(write_in_vain())
        await has_written.wait()
        reader = asyncio.create_task(look())
        await asyncio.wait([reader], timeout=0.05)
        may_fail.set()
        with pytest.raises(Interrupted):
            await writer
        assert await reader is None

    async def test_a_view_that_is_used_again_sees_the_news(self, database: Database) -> None:
        async with database.reading() as view:
            before = await view.users.with_username(a_user().username)
            ada = await stored_user(database)
            assert (before, await view.users.get(ada.id)) == (None, ada)
