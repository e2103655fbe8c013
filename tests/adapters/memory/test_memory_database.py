"""What the database in memory promises beyond the ports."""

import asyncio

import pytest

from todoauth import Contended, Username
from todoauth.adapters.memory import MemoryDatabase
from todoauth.adapters.memory.rows import NotUnique, Rows
from todoauth.adapters.memory.table import Index, Table
from todoauth.testing.contracts.samples import a_session, a_todo, stored_user


async def occupy(database: MemoryDatabase, until: asyncio.Event) -> None:
    async with database.begin():
        await until.wait()


async def write(database: MemoryDatabase) -> None:
    await stored_user(database)


async def is_there(database: MemoryDatabase, *names: str) -> bool:
    return all([await database.view.users.with_username(Username(name)) for name in names])


def test_it_outlives_event_loops() -> None:
    database = MemoryDatabase()

    async def crowd(prefix: str) -> None:
        await asyncio.gather(*(stored_user(database, f"{prefix}{place}") for place in range(9)))

    for prefix in ("ada", "bob", "cyd"):
        asyncio.run(crowd(prefix))
    assert asyncio.run(is_there(database, "ada0", "bob8", "cyd4"))


def test_a_loop_that_was_closed_in_the_middle_of_a_block_leaves_nothing_behind() -> None:
    database = MemoryDatabase()
    loop = asyncio.new_event_loop()
    task = loop.create_task(occupy(database, asyncio.Event()))
    loop.run_until_complete(asyncio.sleep(0))
    loop.close()
    asyncio.run(write(database))
    del task


async def test_a_writer_of_another_event_loop_at_the_same_time_is_refused() -> None:
    database, done = MemoryDatabase(), asyncio.Event()
    writer = asyncio.create_task(occupy(database, done))
    await asyncio.sleep(0)
    with pytest.raises(RuntimeError, match="another event loop"):
        await asyncio.to_thread(asyncio.run, write(database))
    done.set()
    await writer


async def test_a_block_within_a_block_gives_up_waiting_for_itself() -> None:
    database = MemoryDatabase(patience=0.01)
    async with database.begin():
        with pytest.raises(Contended):
            await stored_user(database)
    await stored_user(database)


async def test_writers_take_turns_in_the_order_in_which_they_came() -> None:
    database, turns = MemoryDatabase(), list[int]()

    async def take_a_turn(number: int) -> None:
        async with database.begin():
            await asyncio.sleep(0)
            turns.append(number)

    await asyncio.gather(*map(take_a_turn, range(9)))
    assert turns == list(range(9))


async def test_whoever_comes_as_a_turn_is_handed_on_waits_no_longer_than_others() -> None:
    database, first_is_done, second_is_done = MemoryDatabase(patience=0.05), asyncio.Event(), asyncio.Event()

    async def come_again() -> None:
        await occupy(database, first_is_done)
        # The turn is given up, and the second, who waits for it, has not taken it yet.
        with pytest.raises(Contended):
            async with asyncio.timeout(1):
                await stored_user(database)

    first = asyncio.create_task(come_again())
    await asyncio.sleep(0)
    second = asyncio.create_task(occupy(database, second_is_done))
    await asyncio.sleep(0)
    first_is_done.set()
    await first
    second_is_done.set()
    await second


async def test_a_writer_who_stops_waiting_does_not_stop_the_others() -> None:
    database, done = MemoryDatabase(), asyncio.Event()
    first = asyncio.create_task(occupy(database, done))
    await asyncio.sleep(0)
    gone, patient = [asyncio.create_task(stored_user(database, name)) for name in ("ada", "bob")]
    await asyncio.sleep(0)
    gone.cancel()
    done.set()
    await first
    await patient
    assert gone.cancelled()


async def test_what_only_one_may_have_is_refused_to_a_second() -> None:
    database = MemoryDatabase()
    ada = await stored_user(database)
    todo, session = a_todo(ada), a_session(ada)
    async with database.begin() as work:
        await work.todos.add(todo)
        await work.sessions.add(session)
        with pytest.raises(NotUnique):
            await work.todos.add(todo)
        with pytest.raises(NotUnique):
            await work.sessions.add(session)


def test_a_table_keeps_nothing_of_what_was_removed() -> None:
    by_length = Index[str](len, lambda word: word)
    table = Table[str, str](lambda word: word, by_length)
    for word in ("cat", "dog", "bird"):
        table.set(word, word)
    table.set("dog", None)
    assert [key for _, key in table.listed(by_length, 3)] == ["cat"]
    for word in ("cat", "bird"):
        table.set(word, None)
    assert (table.rows, table._lists) == ({}, {by_length: {}})


def test_changes_that_were_not_committed_are_in_no_table() -> None:
    by_length = Index[str](len, lambda word: word)
    table = Table[str, str](lambda word: word, by_length)
    rows = Rows(table)
    rows.add("cat")
    assert list(rows.all(by_length, 3)) == ["cat"]
    assert list(Rows(table).all(by_length, 3)) == []
    rows.commit()
    assert list(Rows(table).all(by_length, 3)) == ["cat"]
