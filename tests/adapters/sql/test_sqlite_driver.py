"""What holds of SQLite alone: one writer, threads that cannot be stopped, a disk that fills up."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Integer, func, select

from tests.builders import ADA, a_todo, a_user
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.sqlite.driver import SqliteDriver
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.domain.errors import Contended, Unavailable
from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.todo import TodoContent

SLOW = select(func.slow(type_=Integer))


@pytest.fixture
async def impatient(sqlite_path: Path) -> AsyncIterator[SqliteDriver]:
    driver = SqliteDriver(SqliteFile(sqlite_path, patience=0.05), readers=1, patience=0.05)
    await driver.open()
    yield driver
    await driver.close()


async def test_a_second_writer_of_the_same_process_is_contended(impatient: SqliteDriver):
    async with impatient.transaction():
        with pytest.raises(Contended):
            async with impatient.transaction():
                pass
    async with impatient.transaction():
        pass


async def test_a_writer_of_another_process_makes_contended(impatient: SqliteDriver, sqlite_path: Path):
    other = sqlite3.connect(sqlite_path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(Contended):
        async with impatient.transaction():
            pass
    other.close()
    async with impatient.transaction():
        pass


async def test_readers_never_wait_for_the_writer(impatient: SqliteDriver):
    database = SqlDatabase(impatient)
    async with database.begin() as work:
        await work.users.add(a_user())
        await database.ping()


async def test_more_readers_than_connections_are_told_to_come_back(impatient: SqliteDriver):
    async with impatient.reading():
        with pytest.raises(Unavailable) as refused:
            async with impatient.reading():
                pass
    assert refused.value.retry_after == timedelta(seconds=1)
    await SqlDatabase(impatient).ping()


async def test_whoever_is_cancelled_waits_for_the_thread_and_undoes(impatient: SqliteDriver):
    started, go_on = threading.Event(), threading.Event()

    def slow() -> int:
        started.set()
        go_on.wait()
        return 1

    async def add_slowly() -> None:
        async with SqlDatabase(impatient).begin() as work:
            await work.users.add(a_user())
            connection = work.users.connection  # type: ignore[attr-defined]  # the adapter's own
            connection._raw.create_function("slow", 0, slow)
            await connection.one(SLOW)

    task = asyncio.create_task(add_slowly())
    await asyncio.to_thread(started.wait)
    for _ in range(2):
        task.cancel()
        await asyncio.sleep(0.01)
        assert not task.done()
    go_on.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with SqlDatabase(impatient).begin() as work:
        assert await work.users.get(ADA) is None


async def test_a_full_disk_is_unavailable_and_then_writes_go_on(impatient: SqliteDriver):
    database = SqlDatabase(impatient)
    async with database.begin() as work:
        await work.users.add(a_user())
        raw = work.users.connection._raw  # type: ignore[attr-defined]  # the adapter's own
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
