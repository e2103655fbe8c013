"""What holds of SQLite alone: one writer, threads that cannot be stopped, a disk that fills up."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Integer, delete, func

from tests.adapters.sql.asking import asked
from tests.adapters.sql.obstacles import ENDLESS, LONG, Obstacle
from tests.builders import ADA, a_todo, a_user
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.sqlite.driver import SqliteDriver
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.adapters.sql.tables import USERS
from todoauth.domain.errors import Contended, Unavailable
from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.todo import TodoContent
from todoauth.ports.unit_of_work import UnitOfWork

REMOVE_SLOWLY = asked(delete(USERS).where(func.slow(type_=Integer) == 1))


@pytest.fixture
async def impatient(sqlite_path: Path) -> AsyncIterator[SqliteDriver]:
    driver = SqliteDriver(SqliteFile(sqlite_path, patience=0.15), readers=1, patience=0.05)
    await driver.open()
    yield driver
    await driver.close()


def raw_of(work: UnitOfWork) -> sqlite3.Connection:
    handle = work.users.connection._handle  # type: ignore[attr-defined]  # the adapter's own
    assert isinstance(handle.raw, sqlite3.Connection)
    return handle.raw


async def test_a_second_writer_of_the_same_process_is_contended(impatient: SqliteDriver):
    async with impatient.transaction():
        with pytest.raises(Contended):
            async with impatient.transaction():
                pass
    async with impatient.transaction():
        pass


async def test_who_stands_in_line_behind_a_disk_that_hangs_is_contended_and_everybody_reads(impatient: SqliteDriver):
    database, obstacle = SqlDatabase(impatient), Obstacle()
    await add_ada(database)
    async with database.begin() as work:
        raw_of(work).set_trace_callback(lambda text: obstacle.meet() if text.startswith("INSERT") else None)
    hanging = asyncio.create_task(database.autocommit.todos.add(a_todo()))
    await obstacle.met()
    with pytest.raises(Contended):
        await database.autocommit.todos.add(a_todo(id=TodoId(UUID(int=2))))
    with pytest.raises(Contended):
        await add_ada(database)
    await database.ping()
    obstacle.go()
    assert await hanging
    assert await database.view.todos.get(TodoId(UUID(int=2)), owner=ADA) is None
    assert await database.autocommit.todos.add(a_todo(id=TodoId(UUID(int=2))))


async def test_a_writer_of_another_process_makes_contended(impatient: SqliteDriver, sqlite_path: Path):
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Contended):
        async with impatient.transaction():
            pass
    with pytest.raises(Contended):
        await SqlDatabase(impatient).autocommit.todos.add(a_todo())
    other.close()
    async with impatient.transaction():
        pass


async def test_a_writer_of_another_process_is_waited_for_while_all_else_goes_on(sqlite_path: Path):
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with SqlDatabase.at(f"sqlite:///{sqlite_path}") as database:
        adding = asyncio.create_task(add_ada(database))
        adding_more = asyncio.create_task(database.autocommit.todos.add(a_todo()))
        for _ in range(20):
            await asyncio.sleep(0)
            await database.ping()
        assert not adding.done()
        other.execute("ROLLBACK")
        await adding
        assert await adding_more
        assert await database.view.users.get(ADA) == a_user()
    other.close()


async def test_whoever_is_cancelled_while_another_process_writes_is_in_nobodys_way(sqlite_path: Path):
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    async with SqlDatabase.at(f"sqlite:///{sqlite_path}") as database:
        adding = asyncio.create_task(add_ada(database))
        await asyncio.sleep(0)
        adding.cancel()
        await asyncio.wait([adding])
        assert adding.cancelled()
        other.execute("ROLLBACK")
        await add_ada(database)
    other.close()


async def add_ada(database: SqlDatabase) -> None:
    async with database.begin() as work:
        await work.users.add(a_user())


async def test_readers_never_wait_for_the_writer(impatient: SqliteDriver):
    database = SqlDatabase(impatient)
    async with database.begin() as work:
        await work.users.add(a_user())
        await database.ping()


async def test_more_who_read_for_long_than_connections_are_told_to_come_back_and_the_others_read(
    impatient: SqliteDriver,
):
    obstacle = Obstacle()
    reading = asyncio.create_task(impatient._readers.do(lambda _: obstacle.meet()))
    await obstacle.met()
    async with impatient.reading() as connection:
        with pytest.raises(Unavailable) as refused:
            await connection.one(LONG)
    assert refused.value.retry_after == timedelta(seconds=1)
    await SqlDatabase(impatient).ping()
    obstacle.go()
    await reading
    async with impatient.reading() as connection:
        assert await connection.one(LONG) == (100_000,)


async def test_what_takes_long_within_a_transaction_undoes_nothing(impatient: SqliteDriver):
    database = SqlDatabase(impatient)
    for _ in range(2):
        async with database.begin() as work:
            await work.users.add(a_user())
            connection = work.users.connection  # type: ignore[attr-defined]  # the adapter's own
            assert await connection.one(LONG) == (100_000,)
            assert await work.users.get(ADA) == a_user()
            await work.users.remove(ADA)
            assert await connection.one(LONG) == (100_000,)
    assert await database.view.users.get(ADA) is None


async def test_what_takes_too_long_to_read_is_unavailable_and_meanwhile_everybody_reads(impatient: SqliteDriver):
    async with impatient.reading() as connection:
        reading = asyncio.create_task(connection.one(ENDLESS))
        while not reading.done():
            await SqlDatabase(impatient).ping()
            await asyncio.sleep(0.01)
        with pytest.raises(Unavailable):
            await reading
        assert await connection.one(LONG) == (100_000,)


async def test_what_takes_too_long_to_read_within_a_transaction_undoes_it(impatient: SqliteDriver):
    database = SqlDatabase(impatient)

    async def add_and_read() -> None:
        async with database.begin() as work:
            await work.users.add(a_user())
            await work.users.connection.one(ENDLESS)  # type: ignore[attr-defined]  # the adapter's own

    with pytest.raises(Unavailable):
        await add_and_read()
    assert await database.view.users.get(ADA) is None
    await add_ada(database)


async def test_whoever_is_cancelled_waits_for_the_thread_and_undoes(impatient: SqliteDriver):
    database, obstacle = SqlDatabase(impatient), Obstacle()
    await add_ada(database)

    async def remove_slowly() -> None:
        async with database.begin() as work:
            raw_of(work).create_function("slow", 0, obstacle.meet)
            await work.users.connection.run(REMOVE_SLOWLY)  # type: ignore[attr-defined]  # the adapter's own

    task = asyncio.create_task(remove_slowly())
    await obstacle.met()
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0.01)
        assert not task.done()
    obstacle.go()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.begin() as work:
        assert await work.users.get(ADA) == a_user()


async def test_whoever_is_cancelled_while_it_is_kept_waits_until_it_is_and_the_next_one_writes(
    impatient: SqliteDriver,
):
    database, obstacle = SqlDatabase(impatient), Obstacle()

    async def add_slowly() -> None:
        async with database.begin() as work:
            await work.users.add(a_user())
            raw_of(work).set_trace_callback(lambda text: obstacle.meet() if text == "COMMIT" else None)

    task = asyncio.create_task(add_slowly())
    await obstacle.met()
    task.cancel()
    await asyncio.sleep(0.01)
    assert not task.done()
    obstacle.go()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with database.begin() as work:
        assert await work.users.get(ADA) == a_user()


async def test_a_full_disk_is_unavailable_and_then_writes_go_on(impatient: SqliteDriver):
    database = SqlDatabase(impatient)
    async with database.begin() as work:
        await work.users.add(a_user())
        raw = raw_of(work)
    (pages,) = raw.execute("PRAGMA page_count").fetchone()
    raw.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Unavailable) as refused:
        await fill(database)
    assert refused.value.retry_after == timedelta(seconds=30)
    assert await database.view.users.get(ADA) == a_user()
    assert await database.view.todos.get(TodoId(UUID(int=1)), owner=ADA) is None
    raw.execute(f"PRAGMA max_page_count = {pages * 1000}")
    await fill(database)


async def fill(database: SqlDatabase) -> None:
    async with database.begin() as work:
        for number in range(1, 300):
            await work.todos.add(a_todo(id=TodoId(UUID(int=number)), content=TodoContent("x" * 256)))


async def test_a_database_without_tables_is_a_mistake_of_ours(tmp_path: Path):
    async with SqlDatabase.at(f"sqlite:///{tmp_path / 'empty.db'}") as database:
        with pytest.raises(sqlite3.OperationalError, match="no such table"):
            await database.view.users.get(ADA)
