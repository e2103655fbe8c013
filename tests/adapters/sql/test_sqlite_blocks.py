"""What is done where, and what blocks of code leave behind on SQLite."""

import asyncio
import sqlite3
import threading
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, TypeAlias
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.sql.obstacles import LONG
from tests.builders import ADA, BOB, a_todo, a_user
from todoauth.adapters.sql.asked import sessions, users
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.executor import Procedure
from todoauth.adapters.sql.sqlite.driver import SqliteDriver
from todoauth.adapters.sql.sqlite.file import SqliteFile
from todoauth.adapters.sql.sqlite.handle import Handle
from todoauth.domain.errors import Unavailable, UsernameTaken, UserNotFound
from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.page import PageSize, Slice
from todoauth.domain.model.todo import TodoFilter
from todoauth.domain.model.username import Username


@dataclass(frozen=True, slots=True)
class ToldFile(SqliteFile):
    """A file whose connections tell who runs which statement: the loop, or a thread of ours."""

    told: list[str] = field(default_factory=list[str])

    def connect(self, *, writes: bool = True, checks_references: bool = True) -> sqlite3.Connection:
        raw = SqliteFile.connect(self, writes=writes, checks_references=checks_references)
        raw.set_trace_callback(self._tell)
        return raw

    def _tell(self, statement: str) -> None:
        who = "thread" if threading.current_thread().name == "sqlite" else "loop"
        self.told.append(f"{who}: {statement.split(maxsplit=1)[0]}")

    def heard(self) -> list[str]:
        """What was told since the last time."""
        told, self.told[:] = self.told[:], []
        return told


@pytest.fixture
def file(sqlite_path: Path) -> ToldFile:
    return ToldFile(sqlite_path)


@pytest.fixture
async def driver(file: ToldFile) -> AsyncIterator[SqliteDriver]:
    driver = SqliteDriver(file)
    await driver.open()
    file.heard()
    yield driver
    await driver.close()


async def test_only_the_disk_and_what_takes_long_are_waited_for_in_a_thread(driver: SqliteDriver, file: ToldFile):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.add(a_user())
        await work.todos.add(a_todo(), at_most=10)
        await work.users.update(a_user(version=2))
    assert file.heard() == ["loop: BEGIN", "loop: INSERT", "loop: INSERT", "loop: UPDATE", "thread: COMMIT"]
    async with database.begin() as work:
        await work.todos.remove(a_todo().id, owner=ADA)
    assert file.heard() == ["loop: BEGIN", "thread: DELETE", "thread: COMMIT"]
    await database.view.todos.page(ADA, only=TodoFilter(), part=Slice(size=PageSize(100)))
    assert file.heard() == ["loop: SELECT"]


async def test_what_is_written_by_itself_is_done_and_kept_in_one_go(driver: SqliteDriver, file: ToldFile):
    database = SqlDatabase(driver)
    await add_pair(database)
    file.heard()
    assert await database.autocommit.todos.add(a_todo(), at_most=1)
    assert file.heard() == ["thread: BEGIN", "thread: INSERT", "thread: COMMIT"]
    assert await database.autocommit.todos.get(a_todo().id, owner=ADA) == a_todo()
    assert file.heard() == ["loop: SELECT"]
    assert await database.autocommit.todos.remove(a_todo().id, owner=ADA)
    assert file.heard() == ["thread: BEGIN", "thread: DELETE", "thread: COMMIT"]


async def test_who_writes_one_thing_stands_in_line_but_lets_a_transaction_go_first(
    driver: SqliteDriver, file: ToldFile
):
    database = SqlDatabase(driver)
    await add_pair(database)
    file.heard()
    first, second, third = [a_todo(id=TodoId(UUID(int=number))) for number in range(1, 4)]
    async with asyncio.TaskGroup() as together:
        for deed in (
            database.autocommit.todos.add(first, at_most=9),
            database.autocommit.todos.add(second, at_most=9),
            remove_pair(database),
        ):
            together.create_task(deed)
        await asyncio.sleep(0)
        with pytest.raises(UserNotFound):
            await database.autocommit.todos.add(third, at_most=9)
    # A removal is told together with all that goes along.
    assert [heard for heard, _ in groupby(file.heard())] == [
        *("thread: BEGIN", "thread: INSERT", "thread: COMMIT"),
        *("loop: BEGIN", "thread: DELETE", "thread: COMMIT"),
        *("thread: BEGIN", "thread: INSERT", "thread: COMMIT"),
    ]


async def test_several_steps_by_themselves_are_all_done_or_none(driver: SqliteDriver):
    remove, add = users.REMOVE, sessions.ADD
    both, twice = Procedure(remove, (remove, add)), Procedure(remove, (remove, remove))
    database = SqlDatabase(driver)
    await add_pair(database)
    async with driver.autocommit() as connection:
        with pytest.raises(KeyError):
            await connection.call(both, {"id": ADA})
        assert await connection.call(twice, {"id": BOB}) == 0
    assert await database.view.users.get(ADA) == a_user()
    assert await database.view.users.get(BOB) is None


async def test_nothing_is_kept_or_undone_without_a_thread(driver: SqliteDriver, file: ToldFile):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.get(ADA)
    assert file.heard() == ["loop: BEGIN", "loop: SELECT", "loop: COMMIT"]
    with pytest.raises(UsernameTaken):
        await add_twice(database)
    assert file.heard() == ["loop: BEGIN", "loop: INSERT", "loop: INSERT", "loop: ROLLBACK"]


async def add_twice(database: SqlDatabase) -> None:
    async with database.begin() as work:
        await work.users.add(a_user())
        await work.users.add(a_user(id=BOB))


async def test_what_took_long_once_is_not_begun_on_the_loop_again(driver: SqliteDriver, file: ToldFile):
    async with driver.reading() as connection:
        for _ in range(3):
            assert await connection.one(LONG) == (100_000,)
        assert [heard for heard in file.heard() if "PRAGMA" not in heard] == ["loop: SELECT", *["thread: SELECT"] * 3]


async def test_no_page_takes_long(driver: SqliteDriver, file: ToldFile):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.add(a_user())
        for number in range(300):
            await work.todos.add(a_todo(id=TodoId(UUID(int=number + 1)), is_done=number % 2 == 0))
    file.heard()
    for only in (TodoFilter(), TodoFilter(is_done=True)):
        for _ in range(50):
            page = await database.view.todos.page(ADA, only=only, part=Slice(size=PageSize(100)))
            assert len(page.items) == 100
    assert set(file.heard()) == {"loop: SELECT"}


async def test_a_repository_is_of_no_use_after_its_block(driver: SqliteDriver):
    async with SqlDatabase(driver).begin() as work:
        pass
    with pytest.raises(RuntimeError, match="was left"):
        await work.users.get(ADA)
    with pytest.raises(RuntimeError, match="was left"):
        await work.users.add(a_user())
    with pytest.raises(RuntimeError, match="was left"):
        await work.users.remove(ADA)


async def test_nothing_is_lent_before_it_is_opened_or_after_it_was_closed(file: ToldFile):
    driver = SqliteDriver(file)
    for _ in range(2):
        for block in (driver.reading, driver.autocommit, driver.transaction):
            with pytest.raises(Unavailable):
                async with block():
                    pass
        await driver.close()


async def test_closing_waits_for_who_reads_and_for_who_wants_to_write(file: ToldFile):
    driver = SqliteDriver(file)
    await driver.open()
    async with driver.reading() as connection:
        async with driver.transaction():
            adding = asyncio.create_task(add_pair(SqlDatabase(driver)))
            await asyncio.sleep(0)
            closing = asyncio.create_task(driver.close())
            await asyncio.sleep(0.01)
        assert await connection.one(LONG) == (100_000,)
        await asyncio.sleep(0.01)
        assert not closing.done()
    await adding
    await closing
    async with SqlDatabase.at(f"sqlite:///{file.path}") as reopened:
        assert await reopened.view.users.get(ADA) == a_user()


async def add_pair(database: SqlDatabase) -> None:
    async with database.begin() as work:
        await work.users.add(a_user())
        await work.users.add(a_user(id=BOB, username=Username("Bob")))


async def remove_pair(database: SqlDatabase) -> None:
    async with database.begin() as work:
        await work.users.remove(ADA)
        await work.users.remove(BOB)


def test_a_lock_is_not_waited_for_on_the_loop(tmp_path: Path):
    path = tmp_path / "old.db"  # without a log of its own, where who writes keeps others from reading
    ours, other = (sqlite3.connect(path, timeout=60, isolation_level=None) for _ in range(2))
    handle = Handle(ours)
    other.execute("BEGIN EXCLUSIVE")
    assert handle.read("SELECT name FROM sqlite_master", []) is None
    other.execute("ROLLBACK")
    assert handle.read("SELECT name FROM sqlite_master", []) == []
    with pytest.raises(sqlite3.OperationalError, match="no such"):
        handle.read("SELECT name FROM nowhere", [])
    ours.close()
    other.close()


async def add_a_todo(database: SqlDatabase) -> None:
    with suppress(UserNotFound):
        await database.autocommit.todos.add(a_todo(), at_most=1)


Deed: TypeAlias = Callable[[SqlDatabase], Coroutine[Any, Any, None]]
DEEDS: list[Deed] = [add_pair, remove_pair, add_a_todo]
PLAYS = st.lists(st.tuples(st.sampled_from(DEEDS), st.integers(0, 12)), min_size=1, max_size=8)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(plays=PLAYS)
def test_whoever_is_cancelled_at_whatever_moment_leaves_all_or_nothing(
    sqlite_path: Path, plays: list[tuple[Deed, int]]
):
    async def play() -> None:
        async with SqlDatabase.at(f"sqlite:///{sqlite_path}") as database:
            tasks = [asyncio.create_task(deed(database)) for deed, _ in plays]
            for moment in range(13):
                for task, (_, cancelled_at) in zip(tasks, plays, strict=True):
                    if cancelled_at == moment:
                        task.cancel()
                await asyncio.sleep(0)
            await asyncio.wait(tasks)
            assert (await database.view.users.get(ADA) is None) == (await database.view.users.get(BOB) is None)
            await remove_pair(database)

    asyncio.run(play())
