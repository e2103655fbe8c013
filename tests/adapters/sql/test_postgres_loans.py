"""What becomes of connections to PostgreSQL that many want, and some give up in the middle."""

import asyncio
from typing import TypeAlias

import asyncpg
import pytest
from sqlalchemy import func, literal, select

from tests.adapters.sql.asking import asked
from tests.builders import ADA
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.executor import Connection
from todoauth.adapters.sql.postgres.driver import PostgresDriver

WHO = asked(select(func.pg_backend_pid()))
FOREVER = asked(select(func.pg_sleep(60)))
ONE = asked(select(literal(1)))
OURS = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'todoauth' AND datname = current_database()"

Admin: TypeAlias = "asyncpg.Connection[asyncpg.Record]"


async def backend(connection: Connection) -> int:
    row = await connection.one(WHO)
    assert row is not None
    (number,) = row
    return int(number)


async def idle(driver: PostgresDriver) -> int:
    """Who would be lent next."""
    async with driver.reading() as connection:
        return await backend(connection)


async def test_a_crowd_is_served_by_as_many_as_there_may_be(driver: PostgresDriver, admin: Admin) -> None:
    async def come() -> int:
        async with driver.reading() as connection:
            return await backend(connection)

    served = await asyncio.gather(*(come() for _ in range(60)))

    assert len(set(served)) <= 3
    assert await admin.fetchval(OURS) <= 3


async def test_who_was_used_last_is_lent_first(driver: PostgresDriver) -> None:
    async with driver.reading() as first, driver.reading() as second:
        either = {await backend(first), await backend(second)}
    assert {await idle(driver) for _ in range(5)} < either


@pytest.mark.parametrize("kind", ["reading", "transaction", "autocommit"])
async def test_a_statement_that_was_given_up_leaves_nothing_for_others(driver: PostgresDriver, kind: str) -> None:
    begun = asyncio.Event()

    async def wait_forever() -> None:
        async with getattr(driver, kind)() as connection:
            await backend(connection)
            begun.set()
            await connection.one(FOREVER)

    for _ in range(4):
        begun.clear()
        waiting = asyncio.create_task(wait_forever())
        await begun.wait()
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
    async with driver.reading() as one, driver.reading() as two, driver.reading() as three:
        assert len({await backend(one), await backend(two), await backend(three)}) == 3


async def test_a_connection_whose_reader_gave_up_is_not_lent_again(driver: PostgresDriver) -> None:
    async def give_up() -> None:
        async with driver.reading():
            raise asyncio.CancelledError

    before = await idle(driver)
    with pytest.raises(asyncio.CancelledError):
        await give_up()
    assert await idle(driver) != before


async def test_a_transaction_that_was_given_up_is_undone_and_its_connection_is_as_good_as_new(
    driver: PostgresDriver,
) -> None:
    async def give_up() -> None:
        async with driver.transaction() as connection:
            await backend(connection)
            raise asyncio.CancelledError

    before = await idle(driver)
    with pytest.raises(asyncio.CancelledError):
        await give_up()
    assert await idle(driver) == before


async def test_whoever_is_cancelled_while_a_connection_is_made_leaves_none_behind(
    postgres_url: str, admin: Admin
) -> None:
    loop = asyncio.get_running_loop()
    for moment in range(40):
        driver = PostgresDriver(postgres_url)
        asking = asyncio.create_task(idle(driver))
        loop.call_later(moment / 2_000, asking.cancel)  # to make one takes some milliseconds
        await asyncio.gather(asking, return_exceptions=True)
        await driver.close()
    async with asyncio.timeout(10):
        while await admin.fetchval(OURS):  # the server learns of it in its own time
            await admin.execute("SELECT pg_sleep(0.01)")


async def test_a_repository_is_of_no_use_after_its_block(driver: PostgresDriver) -> None:
    database = SqlDatabase(driver)
    async with database.begin() as work:
        users = work.users
    with pytest.raises(RuntimeError, match="was left"):
        await users.get(ADA)
