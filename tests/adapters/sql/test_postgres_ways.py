"""The ways to PostgreSQL: several hosts, hosts that say nothing, servers that turn out to be the wrong ones."""

import asyncio
from contextlib import suppress

import asyncpg
import pytest
from sqlalchemy import Integer, Text, bindparam, func, select

from tests.adapters.sql.asking import asked
from tests.adapters.sql.conftest import at, place_of
from tests.builders import ADA, a_user
from tests.servers import free_port
from tests.servers.proxy import Proxy
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import status
from todoauth.adapters.sql.postgres.driver import PostgresDriver
from todoauth.domain.errors import Unavailable

FAIL = asked(select(func.fail(bindparam("state", type_=Text), type_=Integer)))
CREATE_FAIL = """
    CREATE FUNCTION fail(state text) RETURNS int LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'on purpose' USING ERRCODE = state; END $$
"""
ME = asked(select(func.pg_backend_pid(type_=Integer)))


async def served_by(driver: PostgresDriver) -> object:
    """Which process of the server answers."""
    async with driver.reading() as connection:
        row = await connection.one(ME)
        assert row is not None
        return next(iter(row))


async def test_a_host_that_refuses_is_passed_over(postgres_url: str):
    url = at(postgres_url, f"127.0.0.1:{free_port()}", place_of(postgres_url))
    async with SqlDatabase.at(url) as database, database.alone():
        await database.ping()


async def test_a_host_that_says_nothing_is_passed_over(postgres_url: str, proxy: Proxy):
    proxy.hangs = True
    url = at(postgres_url, proxy.own_place, place_of(postgres_url))
    async with SqlDatabase.at(url) as database, database.alone():
        await database.ping()
    assert not (await asyncio.to_thread(status, url)).pending


async def test_a_host_that_hangs_up_is_passed_over(postgres_url: str, proxy: Proxy):
    proxy.replies_left = 0
    async with SqlDatabase.at(at(postgres_url, proxy.own_place, place_of(postgres_url))) as database:
        await database.ping()


async def test_a_host_that_only_reads_is_passed_over_when_one_that_writes_is_asked_for(
    postgres_url: str, admin: "asyncpg.Connection[asyncpg.Record]"
):
    name = postgres_url.rpartition("/")[2]
    await admin.execute(f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    async with SqlDatabase.at(f"{postgres_url}?target_session_attrs=read-write") as database:
        with pytest.raises(Unavailable):
            await database.ping()
        await admin.execute(f'ALTER DATABASE "{name}" RESET default_transaction_read_only')
        await database.ping()


async def test_a_server_that_went_silent_is_given_up_with_every_connection_to_it(
    proxy: Proxy, far_database: SqlDatabase
):
    async with far_database.begin(), far_database.begin(), far_database.begin():
        await far_database.ping()
    proxy.strand()
    with pytest.raises(Unavailable):
        await far_database.ping()
    await asyncio.gather(*(far_database.ping() for _ in range(4)))


async def test_connections_that_lead_nowhere_do_not_keep_from_closing(postgres_url: str, proxy: Proxy):
    async with asyncio.timeout(60), SqlDatabase.at(at(postgres_url, proxy.own_place)) as database, database.alone():
        await database.ping()
        proxy.strand()


async def test_a_transaction_that_meets_with_silence_changes_nothing(proxy: Proxy, far_database: SqlDatabase):
    async def add_into_silence() -> None:
        async with far_database.begin() as work:
            await work.users.add(a_user())
            proxy.strand()
            await work.users.get(ADA)

    with pytest.raises(Unavailable):
        await add_into_silence()
    assert await far_database.view.users.get(ADA) is None


async def test_whoever_is_cancelled_in_silence_has_been_cancelled(proxy: Proxy, far_database: SqlDatabase):
    asking = asyncio.Event()

    async def ask_into_silence() -> None:
        async with far_database.begin() as work:
            proxy.strand()
            asking.set()
            await work.users.get(ADA)

    task = asyncio.create_task(ask_into_silence())
    await asking.wait()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await far_database.ping()


async def test_a_server_that_turned_read_only_is_left(
    driver: PostgresDriver, admin: "asyncpg.Connection[asyncpg.Record]"
):
    await admin.execute(CREATE_FAIL)
    before = await served_by(driver)
    with pytest.raises(Unavailable):
        async with driver.transaction() as connection:
            await connection.one(FAIL, {"state": "25006"})
    assert await served_by(driver) != before


async def test_a_server_that_refuses_a_statement_is_kept(
    driver: PostgresDriver, admin: "asyncpg.Connection[asyncpg.Record]"
):
    await admin.execute(CREATE_FAIL)
    before = await served_by(driver)
    for state in ("40001", "53100", "55P03", "57014"):
        with pytest.raises(Unavailable):
            async with driver.transaction() as connection:
                await connection.one(FAIL, {"state": state})
    assert await served_by(driver) == before


@pytest.mark.parametrize("bytes_left", range(0, 700, 50))
async def test_an_answer_that_breaks_off_anywhere_is_unavailable(
    proxy: Proxy, far_database: SqlDatabase, bytes_left: int
):
    async def add_and_find() -> None:
        async with far_database.begin() as work:
            await work.users.add(a_user())
            assert await work.users.get(ADA) == a_user()

    proxy.replies_left = bytes_left
    with suppress(Unavailable):
        await add_and_find()
        await far_database.ping()
    proxy.mend()
    proxy.cut()
    with suppress(Unavailable):  # what was cut a moment ago may not have been noticed
        await far_database.ping()
    await far_database.ping()
