"""What holds of a transaction on every database."""

import asyncio

import pytest

from tests.builders import ADA, BOB, a_todo, a_user
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.domain.model.username import Username


async def test_leaving_the_block_commits(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user())
    assert await database.view.users.get(ADA) == a_user()


async def test_raising_undoes_everything(database: SqlDatabase):
    async def add_and_fail() -> None:
        async with database.begin() as work:
            await work.users.add(a_user())
            raise RuntimeError("on purpose")

    with pytest.raises(RuntimeError, match="on purpose"):
        await add_and_fail()
    assert await database.view.users.get(ADA) is None


async def test_nobody_sees_what_is_not_committed(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user())
        assert await work.users.get(ADA) == a_user()
        assert await database.view.users.get(ADA) is None


async def test_cancelling_undoes_everything(database: SqlDatabase):
    added = asyncio.Event()

    async def add_and_wait() -> None:
        async with database.begin() as work:
            await work.users.add(a_user())
            added.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(add_and_wait())
    await added.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.begin() as work:
        assert await work.users.get(ADA) is None
        await work.users.add(a_user())


@pytest.mark.parametrize("turns", range(12))
async def test_cancelling_at_any_moment_leaves_all_or_nothing(database: SqlDatabase, turns: int):
    async def add_twice() -> None:
        async with database.begin() as work:
            await work.users.add(a_user())
            await work.users.add(a_user(id=BOB, username=Username("Bob")))

    task = asyncio.create_task(add_twice())
    for _ in range(turns):
        await asyncio.sleep(0.0005)
    task.cancel()
    await asyncio.wait([task])
    ada, bob = await database.view.users.get(ADA), await database.view.users.get(BOB)
    assert (ada is None) == (bob is None)
    async with database.begin() as work:
        await work.users.remove(ADA)
        await work.users.remove(BOB)
        await work.users.add(a_user())


async def test_edits_of_one_row_queue(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user())

    async def flip() -> None:
        async with database.begin() as work:
            user = await work.users.get_for_update(ADA)
            assert user is not None
            await work.users.update(user.administered(is_superuser=not user.is_superuser, at=user.updated_at))

    await asyncio.gather(*(flip() for _ in range(10)))
    user = await database.view.users.get(ADA)
    assert user is not None
    assert (user.version, user.is_superuser) == (11, False)


async def test_a_row_that_is_being_edited_may_be_referred_to(database: SqlDatabase):
    async with database.begin() as work:
        await work.users.add(a_user())

    async def add() -> None:
        async with database.begin() as work:
            await work.todos.add(a_todo())

    async with database.begin() as work:
        await work.users.get_for_update(ADA)
        adding = asyncio.create_task(add())
        await asyncio.sleep(0)
    await adding


async def test_the_database_answers(database: SqlDatabase):
    await database.ping()


async def test_closing_waits_for_what_is_under_way(url: str):
    database = SqlDatabase.at(url)
    await database.open()
    async with database.begin() as work:
        closing = asyncio.create_task(database.close())
        await asyncio.sleep(0.01)
        assert not closing.done()
        await work.users.add(a_user())
    await closing
    async with SqlDatabase.at(url) as reopened:
        assert await reopened.view.users.get(ADA) == a_user()
