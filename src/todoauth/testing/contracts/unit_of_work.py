"""What every `Begin` and every `View` must do."""

import asyncio

import pytest

from todoauth.domain.errors import UsernameTaken
from todoauth.domain.model.user import User
from todoauth.testing.contracts.estate import ALL_OF_IT, NOTHING, Estate
from todoauth.testing.contracts.samples import a_user, stored_user
from todoauth.testing.world import Database


class Interrupted(Exception):
    """Something went wrong in the middle of a block."""


async def add_and_fail(database: Database, estate: Estate) -> None:
    async with database.begin() as work:
        await estate.add(work)
        raise Interrupted


async def remove_and_fail(database: Database, estate: Estate) -> None:
    async with database.begin() as work:
        await work.users.remove(estate.user.id)
        raise Interrupted


async def add_all(database: Database, *users: User) -> None:
    async with database.begin() as work:
        for user in users:
            await work.users.add(user)


@pytest.mark.asyncio
class UnitOfWorkContract:
    """Needs the fixture `database`: empty, whatever fulfils `Begin`, and has a `View`."""

    async def test_leaving_the_block_commits_all_of_it(self, database: Database) -> None:
        ada = Estate.of("Ada")
        async with database.begin() as work:
            await ada.add(work)
        assert await ada.left(database) == ALL_OF_IT

    async def test_raising_undoes_all_of_it(self, database: Database) -> None:
        ada = Estate.of("Ada")
        with pytest.raises(Interrupted):
            await add_and_fail(database, ada)
        assert await ada.left(database) == NOTHING

    async def test_raising_brings_back_what_was_removed(self, database: Database) -> None:
        ada = Estate.of("Ada")
        async with database.begin() as work:
            await ada.add(work)
        with pytest.raises(Interrupted):
            await remove_and_fail(database, ada)
        assert await ada.left(database) == ALL_OF_IT

    async def test_being_cancelled_undoes_all_of_it(self, database: Database) -> None:
        ada, has_written = Estate.of("Ada"), asyncio.Event()

        async def write_and_linger() -> None:
            async with database.begin() as work:
                await ada.add(work)
                has_written.set()
                await asyncio.Event().wait()

        writer = asyncio.create_task(write_and_linger())
        await has_written.wait()
        writer.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writer
        assert await ada.left(database) == NOTHING

    async def test_being_cancelled_at_any_moment_leaves_the_database_usable(self, database: Database) -> None:
        for moment in range(12):
            writer = asyncio.create_task(stored_user(database, f"ada{moment}"))
            for _ in range(moment):
                await asyncio.sleep(0)
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)
        bob = await stored_user(database, "Bob")
        assert await database.view.users.get(bob.id) == bob

    async def test_a_refusal_undoes_what_the_block_did_before(self, database: Database) -> None:
        await stored_user(database, "Ada")
        bob = a_user("Bob")
        with pytest.raises(UsernameTaken):
            await add_all(database, bob, a_user("ADA"))
        assert await database.view.users.get(bob.id) is None

    async def test_a_block_sees_its_own_changes(self, database: Database) -> None:
        ada = a_user(email="ada@example.org")
        async with database.begin() as work:
            await work.users.add(ada)
            assert await work.users.get(ada.id) == ada
            assert await work.users.with_username(ada.username) == ada
            await work.users.remove(ada.id)
            assert await work.users.with_username(ada.username) is None
            await work.users.add(ada)
        assert await database.view.users.get(ada.id) == ada

    async def test_readers_see_what_is_committed_and_do_not_wait(self, database: Database) -> None:
        ada, bob = await stored_user(database, "Ada"), a_user("Bob")
        async with database.begin() as work:
            await work.users.add(bob)
            await work.users.remove(ada.id)
            assert await database.view.users.get(ada.id) == ada
            assert await database.view.users.with_username(bob.username) is None
        assert await database.view.users.get(ada.id) is None
        assert await database.view.users.with_username(bob.username) == bob

    async def test_no_block_sees_what_another_has_yet_to_commit(self, database: Database) -> None:
        ada, has_written, may_fail = Estate.of("Ada"), asyncio.Event(), asyncio.Event()

        async def write_in_vain() -> None:
            async with database.begin() as work:
                await ada.add(work)
                has_written.set()
                await may_fail.wait()
                raise Interrupted

        writer = asyncio.create_task(write_in_vain())
        await has_written.wait()
        # It may see that nothing is there, or wait until the other is done.
        reader = asyncio.create_task(ada.left(database))
        await asyncio.wait([reader], timeout=0.05)
        may_fail.set()
        with pytest.raises(Interrupted):
            await writer
        assert await reader == NOTHING

    async def test_a_view_that_is_used_again_sees_the_news(self, database: Database) -> None:
        before = await database.view.users.with_username(a_user().username)
        ada = await stored_user(database)
        assert (before, await database.view.users.get(ada.id)) == (None, ada)
