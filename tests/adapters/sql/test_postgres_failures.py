"""What the errors of PostgreSQL become: locks, time-outs, statements that have grown old."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from sqlalchemy import Integer, Text, bindparam, func, select

from tests.adapters.sql.asking import asked
from tests.builders import ADA, BOB, a_user
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.postgres.driver import PostgresDriver
from todoauth.domain.errors import Contended, TodoAuthError, Unavailable, UsernameTaken
from todoauth.domain.model.username import Username

SLEEP = asked(select(func.pg_sleep(3)))
FAIL = asked(select(func.fail(bindparam("state", type_=Text), type_=Integer)))
SPEAK = asked(select(func.length("abc")))
CREATE_FAIL = """
    CREATE FUNCTION fail(state text) RETURNS int LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = state; END $$
"""


async def test_a_row_that_others_keep_locked_is_contended(driver: PostgresDriver, postgres_url: str):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.add(a_user())
    async with SqlDatabase.at(postgres_url) as other, other.begin() as holding:
        await holding.users.get_for_update(ADA)
        with pytest.raises(Contended):
            async with database.begin() as work:
                await work.users.get_for_update(ADA)


async def test_a_deadlock_is_contended_for_one_and_nothing_to_the_other(postgres_url: str):
    async with SqlDatabase.at(postgres_url) as database:
        async with database.begin() as work:
            await work.users.add(a_user())
            await work.users.add(a_user(id=BOB, username=Username("Bob")))
        both_hold_one = asyncio.Barrier(2)

        async def lock(*ids: object) -> None:
            async with database.begin() as work:
                await work.users.get_for_update(ids[0])  # type: ignore[arg-type]  # one of two users
                await both_hold_one.wait()
                await work.users.get_for_update(ids[1])  # type: ignore[arg-type]  # the other

        outcomes = await asyncio.gather(lock(ADA, BOB), lock(BOB, ADA), return_exceptions=True)
    failures = [outcome for outcome in outcomes if outcome is not None]
    assert failures
    assert {type(failure) for failure in failures} == {Contended}


async def test_a_statement_that_takes_too_long_is_unavailable(driver: PostgresDriver):
    async with driver.reading() as connection:
        with pytest.raises(Unavailable):
            await connection.one(SLEEP)
        assert await connection.one(SPEAK) is not None


@pytest.mark.parametrize(
    ("state", "error", "seconds"),
    [
        ("08006", Unavailable, 2),
        ("25006", Unavailable, 2),
        ("40001", Contended, 1),
        ("40P01", Contended, 1),
        ("53100", Unavailable, 30),
        ("53300", Unavailable, 2),
        ("25P04", Unavailable, 2),
        ("26000", Unavailable, 2),
        ("42P05", Unavailable, 2),
        ("55P03", Contended, 1),
        ("57014", Unavailable, 2),
        ("57P03", Unavailable, 2),
        ("58030", Unavailable, 2),
    ],
)
async def test_each_state_of_the_server_has_its_meaning(
    driver: PostgresDriver,
    admin: "asyncpg.Connection[asyncpg.Record]",
    state: str,
    error: type[Unavailable],
    seconds: int,
):
    await admin.execute(CREATE_FAIL)
    with pytest.raises(TodoAuthError) as failed:
        async with driver.transaction() as connection:
            await connection.one(FAIL, {"state": state})
    assert type(failed.value) is error
    assert isinstance(failed.value, Unavailable)
    assert failed.value.retry_after == timedelta(seconds=seconds)


async def test_any_other_state_is_a_mistake_of_ours(
    driver: PostgresDriver, admin: "asyncpg.Connection[asyncpg.Record]"
):
    await admin.execute(CREATE_FAIL)
    async with driver.reading() as connection:
        with pytest.raises(asyncpg.DivisionByZeroError):
            await connection.one(FAIL, {"state": "22012"})


async def test_a_statement_planned_before_a_migration_is_planned_anew(
    driver: PostgresDriver, admin: "asyncpg.Connection[asyncpg.Record]"
):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.add(a_user())
    assert await database.view.users.get(ADA) == a_user()
    await admin.execute("ALTER TABLE users ALTER COLUMN username TYPE varchar(64)")
    assert await database.view.users.get(ADA) == a_user()


async def test_inside_a_transaction_such_a_statement_is_contended_once(
    driver: PostgresDriver, admin: "asyncpg.Connection[asyncpg.Record]"
):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.add(a_user())
        assert await work.users.get(ADA) == a_user()
    await admin.execute("ALTER TABLE users ALTER COLUMN username TYPE varchar(64)")
    with pytest.raises(Contended):
        async with database.begin() as work:
            await work.users.get(ADA)
    async with database.begin() as work:
        assert await work.users.get(ADA) == a_user()


async def test_leaving_after_a_refusal_was_swallowed_commits_nothing_and_says_so(driver: PostgresDriver):
    database = SqlDatabase(driver)
    async with database.begin() as work:
        await work.users.add(a_user())

    async def swallow() -> None:
        async with database.begin() as work:
            with pytest.raises(UsernameTaken):
                await work.users.add(a_user(id=BOB))

    with pytest.raises(RuntimeError, match="nothing was committed"):
        await swallow()
