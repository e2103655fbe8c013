"""What is written at the same time, and kept at once."""

import asyncio
import resource
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Iterable, Iterator
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path
from typing import TypeAlias
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adapters.sql.halting import HaltingFile
from tests.builders import ADA, BOB, a_todo, a_user
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.sqlite.driver import SqliteDriver
from todoauth.domain.errors import Unavailable, UserNotFound
from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.todo import TodoContent


@pytest.fixture
def file(sqlite_path: Path) -> HaltingFile:
    return HaltingFile(sqlite_path)


@pytest.fixture
async def database(file: HaltingFile) -> AsyncIterator[SqlDatabase]:
    async with SqlDatabase(SqliteDriver(file)) as database:
        async with database.begin() as work:
            await work.users.add(a_user())
        file.told.clear()
        yield database


def adding(database: SqlDatabase, number: int, *, owner: UserId = ADA, content: str = "Buy milk") -> asyncio.Task[bool]:
    """Begin to add the todo of that number."""
    todo = a_todo(id=TodoId(UUID(int=number)), owner=owner, content=TodoContent(content))
    return asyncio.create_task(database.autocommit.todos.add(todo, at_most=100))


async def stored(database: SqlDatabase, numbers: Iterable[int]) -> list[int]:
    """Return which of them are there."""
    get = database.view.todos.get
    return [number for number in numbers if await get(TodoId(UUID(int=number)), owner=ADA) is not None]


async def ends(*tasks: Awaitable[object]) -> list[object]:
    """Return what they come to: what each returns, or the type of what it raises."""
    outcomes = await asyncio.gather(*tasks, return_exceptions=True)
    return [type(outcome) if isinstance(outcome, BaseException) else outcome for outcome in outcomes]


async def moments(number: int = 5) -> None:
    """Let everybody go on who can."""
    for _ in range(number):
        await asyncio.sleep(0)


async def test_what_is_written_at_the_same_moment_is_kept_at_once(database: SqlDatabase, file: HaltingFile):
    assert await ends(*(adding(database, number) for number in range(1, 4))) == [True] * 3
    assert file.told == ["BEGIN", *["INSERT"] * 3, "COMMIT"]


async def test_what_comes_meanwhile_is_kept_at_once_thereafter_and_never_too_much_of_it(
    database: SqlDatabase, file: HaltingFile
):
    obstacle = file.halt_at("COMMIT")
    first = adding(database, 1)
    await obstacle.met()
    others = [adding(database, number) for number in range(2, 42)]
    await moments()
    obstacle.go()
    assert await ends(first, *others) == [True] * 41
    assert [(word, len([*words])) for word, words in groupby(file.told) if word == "INSERT"] == [
        ("INSERT", 1),
        ("INSERT", 32),
        ("INSERT", 8),
    ]


async def test_nobody_is_told_before_it_is_kept(database: SqlDatabase, file: HaltingFile):
    obstacle = file.halt_at("COMMIT")
    tasks = [adding(database, number) for number in range(1, 4)]
    await obstacle.met()
    await moments()
    assert not any(task.done() for task in tasks)
    assert await stored(database, range(1, 4)) == []
    obstacle.go()
    assert await ends(*tasks) == [True] * 3
    assert await stored(database, range(1, 4)) == [1, 2, 3]


async def test_what_is_refused_is_nobody_elses_business(database: SqlDatabase, file: HaltingFile):
    tasks = [
        adding(database, 1),
        adding(database, 2, owner=BOB),
        adding(database, 1),
        adding(database, 3),
    ]
    outcomes = await ends(*tasks)
    assert (outcomes[0], outcomes[1], outcomes[3]) == (True, UserNotFound, True)
    assert isinstance(outcomes[2], type)  # no todo is there twice
    assert file.told.count("COMMIT") == 1
    assert await stored(database, range(1, 4)) == [1, 3]


async def test_what_undoes_the_whole_is_told_to_all_and_nothing_of_it_is_there(
    database: SqlDatabase, file: HaltingFile
):
    file.give_up_at("INSERT", "INSERT")
    assert await ends(*(adding(database, number) for number in range(1, 4))) == [Unavailable] * 3
    assert await stored(database, range(1, 4)) == []
    assert await adding(database, 1)


@contextmanager
def nothing_grows_beyond(bytes_: int) -> Iterator[None]:
    """No file of this process gets larger than that: to SQLite, a disk that takes no more."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (bytes_, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


async def test_what_cannot_be_kept_is_told_to_all_and_nothing_of_it_is_there(database: SqlDatabase, file: HaltingFile):
    log = file.path.with_name(f"{file.path.name}-wal")
    with nothing_grows_beyond(log.stat().st_size):
        outcomes = await ends(*(adding(database, number) for number in range(1, 4)))
    assert outcomes == [Unavailable] * 3
    assert file.told[-2:] == ["COMMIT", "ROLLBACK"]
    assert await stored(database, range(1, 4)) == []
    assert await adding(database, 1)
    assert await stored(database, range(1, 4)) == [1]


async def test_whoever_is_cancelled_before_their_own_statement_is_withdrawn_from_what_has_begun(
    database: SqlDatabase, file: HaltingFile
):
    obstacle = file.halt_at("INSERT")
    first, second, third = [adding(database, number) for number in range(1, 4)]
    await obstacle.met()
    second.cancel()
    await moments()
    assert second.cancelled()
    obstacle.go()
    assert await ends(first, third) == [True, True]
    assert await stored(database, range(1, 4)) == [1, 3]


async def test_whoever_is_cancelled_after_their_own_statement_waits_until_it_is_kept(
    database: SqlDatabase, file: HaltingFile
):
    obstacle = file.halt_at("INSERT", "INSERT")
    first, second = [adding(database, number) for number in range(1, 3)]
    await obstacle.met()
    for _ in range(2):
        first.cancel()
        await moments()
        assert not first.done()
    obstacle.go()
    assert await ends(first, second) == [asyncio.CancelledError, True]
    assert await stored(database, range(1, 3)) == [1, 2]


async def test_another_process_is_waited_for_by_all_and_then_all_is_kept_at_once(
    database: SqlDatabase, file: HaltingFile
):
    other = sqlite3.connect(file.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    obstacle = file.halt_at("BEGIN", "BEGIN")
    obstacle.go()
    tasks = [adding(database, number) for number in range(1, 4)]
    gone = adding(database, 4)
    await obstacle.met()
    gone.cancel()
    other.close()
    assert await ends(*tasks, gone) == [True] * 3 + [asyncio.CancelledError]
    assert [word for word in file.told if word != "BEGIN"] == ["INSERT"] * 3 + ["COMMIT"]


async def test_nobody_is_left_behind_when_all_who_waited_for_another_process_have_gone(
    database: SqlDatabase, file: HaltingFile
):
    other = sqlite3.connect(file.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    obstacle = file.halt_at("BEGIN", "BEGIN")
    obstacle.go()
    task = adding(database, 1)
    await obstacle.met()
    task.cancel()
    assert await ends(task) == [asyncio.CancelledError]
    other.close()
    assert await adding(database, 2)
    assert await stored(database, range(1, 3)) == [2]


async def test_what_cannot_even_begin_is_told_to_all(database: SqlDatabase, file: HaltingFile):
    other = sqlite3.connect(file.path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    file.deny_after("BEGIN", "BEGIN")
    assert await ends(*(adding(database, number) for number in range(1, 4))) == [sqlite3.DatabaseError] * 3
    other.close()


async def test_a_transaction_stands_behind_who_came_before_and_before_who_comes_after(
    database: SqlDatabase, file: HaltingFile
):
    early = [adding(database, number) for number in range(1, 3)]
    await moments(1)
    leaving = asyncio.create_task(remove_ada(database))
    await moments(1)
    late = [adding(database, number) for number in range(3, 5)]
    assert await ends(*early, leaving, *late) == [True, True, None, UserNotFound, UserNotFound]


async def remove_ada(database: SqlDatabase) -> None:
    async with database.begin() as work:
        await work.users.remove(ADA)


async def test_closing_waits_for_what_was_begun_and_then_nothing_is_written(file: HaltingFile):
    driver = SqliteDriver(file)
    database = SqlDatabase(driver)
    await database.open()
    async with database.begin() as work:
        await work.users.add(a_user())
    obstacle = file.halt_at("COMMIT")
    task = adding(database, 1)
    await obstacle.met()
    closing = asyncio.create_task(driver._writer.close())
    await moments()
    assert not closing.done()
    assert await ends(adding(database, 2)) == [Unavailable]
    obstacle.go()
    assert await ends(task, closing) == [True, None]
    await database.close()


Adding: TypeAlias = tuple[int, UserId, int]
ADDINGS = st.lists(
    st.tuples(st.integers(1, 6), st.sampled_from([ADA, ADA, ADA, BOB]), st.integers(0, 8)), min_size=1, max_size=40
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40)
@given(addings=ADDINGS)
def test_what_is_there_is_what_somebody_was_told_is_there(sqlite_path: Path, addings: list[Adding]):
    """Whatever is refused beside it, and whoever is cancelled at whatever moment."""

    async def play() -> None:
        async with SqlDatabase.at(f"sqlite:///{sqlite_path}") as database:
            async with database.begin() as work:
                await work.users.add(a_user())
            tasks = [adding(database, number, owner=owner) for number, owner, _ in addings]
            for moment in range(8):
                for task, (_, _, cancelled_at) in zip(tasks, addings, strict=True):
                    if cancelled_at == moment:
                        task.cancel()
                await asyncio.sleep(0)
            outcomes = await ends(*tasks)
            told = [number for (number, _, _), outcome in zip(addings, outcomes, strict=True) if outcome is True]
            unknown = {
                number
                for (number, owner, _), outcome in zip(addings, outcomes, strict=True)
                if outcome is asyncio.CancelledError and owner == ADA
            }
            there = set(await stored(database, range(1, 7)))
            assert len(set(told)) == len(told)
            assert set(told) <= there <= {*told, *unknown}
            await remove_ada(database)

    asyncio.run(play())
