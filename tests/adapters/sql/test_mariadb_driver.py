"""What holds of MariaDB alone: connections that run out, a server that goes away, what its errors mean."""

import asyncio
import traceback
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import timedelta

import pytest
from sqlalchemy import column, func, select, table

from tests.adapters.sql.asking import asked
from tests.adapters.sql.conftest import at, place_of
from tests.builders import ADA, BOB, a_user
from tests.servers import MariaDbServer, free_port
from tests.servers.processes import wait_until
from tests.servers.proxy import proxy_to
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.mariadb.address import MariaDbAddress
from todoauth.adapters.sql.mariadb.connection import MariaDbConnection
from todoauth.adapters.sql.mariadb.driver import MariaDbDriver
from todoauth.adapters.sql.mariadb.failures import ServerError
from todoauth.domain.errors import Contended, Unavailable
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.username import Username

pytestmark = pytest.mark.system
SLEEP = asked(select(func.sleep(3)))
ME = asked(select(func.connection_id()))
# Statements, by the connection that asks, as the server counts them.
PREPARED = asked(
    select(column("variable_value"))
    .select_from(table("session_status", schema="information_schema"))
    .where(column("variable_name") == "COM_STMT_PREPARE")
)


@pytest.fixture
async def narrow(mariadb_url: str) -> AsyncIterator[MariaDbDriver]:
    driver = MariaDbDriver(MariaDbAddress.parse(mariadb_url), connections=3, patience=0.5)
    await driver.open()
    yield driver
    await driver.close()


async def two_users(database: SqlDatabase) -> None:
    async with database.begin() as work:
        await work.users.add(a_user())
        await work.users.add(a_user(id=BOB, username=Username("Bob")))


async def test_more_readers_than_connections_are_told_to_come_back(narrow: MariaDbDriver):
    async with narrow.reading(), narrow.reading(), narrow.reading():
        with pytest.raises(Unavailable) as refused:
            async with narrow.reading():
                pass
    assert refused.value.retry_after == timedelta(seconds=1)
    await SqlDatabase(narrow).ping()


async def test_a_statement_is_prepared_once_while_one_connection_is_enough(narrow: MariaDbDriver):
    before = await prepared(narrow)
    for _ in range(6):
        async with narrow.reading() as connection:
            await connection.one(ME)
    assert await prepared(narrow) == before + 1


async def prepared(driver: MariaDbDriver) -> int:
    """How many statements all three connections had prepared, until they were asked."""
    async with AsyncExitStack() as lent:
        connections = [await lent.enter_async_context(driver.reading()) for _ in range(3)]
        for connection in connections:  # the question is one, too
            await connection.one(PREPARED)
        counts = [await connection.one(PREPARED) for connection in connections]
    return sum(int(number) for count in counts for number in count or ())


async def test_two_connections_are_kept_for_reading(narrow: MariaDbDriver):
    async with narrow.transaction():
        with pytest.raises(Unavailable):
            async with narrow.transaction():
                pass
        async with narrow.reading(), narrow.reading():
            await asyncio.sleep(0)
    async with narrow.transaction():
        pass


async def test_a_close_that_is_cut_short_lets_go_of_everything(mariadb: MariaDbServer, mariadb_url: str):
    driver = MariaDbDriver(MariaDbAddress.parse(mariadb_url), connections=3)
    await driver.open()
    async with driver.reading():
        async with driver.reading():
            pass
        closing = asyncio.create_task(driver.close())
        await asyncio.sleep(0)
        closing.cancel()
        await asyncio.wait([closing])
        assert closing.cancelled()
    name = mariadb_url.rpartition("/")[2]
    wait_until(lambda: not any(name in row for row in mariadb.do("SHOW PROCESSLIST")))


async def test_a_server_that_is_not_there_is_unavailable():
    async with SqlDatabase.at(f"mariadb://root@127.0.0.1:{free_port()}/nowhere") as database:
        with pytest.raises(Unavailable):
            await database.ping()
        with pytest.raises(Unavailable):
            async with database.begin():
                pass


async def test_a_server_that_goes_away_is_unavailable_until_it_is_back(mariadb_url: str):
    with proxy_to(place_of(mariadb_url)) as proxy:
        async with SqlDatabase.at(at(mariadb_url, proxy.own_place)) as database:

            async def lose_the_server_in_the_middle() -> None:
                async with database.begin() as work:
                    await work.users.add(a_user())
                    proxy.refuse()
                    await work.users.get(ADA)

            with pytest.raises(Unavailable):
                await lose_the_server_in_the_middle()
            with pytest.raises(Unavailable):
                await database.ping()
            proxy.mend()
            async with database.begin() as work:
                assert await work.users.get(ADA) is None
                await work.users.add(a_user())


async def test_a_row_that_others_keep_locked_is_contended(mariadb_url: str):
    async with SqlDatabase.at(mariadb_url) as database:
        await two_users(database)
        async with database.begin() as holding:
            await holding.users.get_for_update(ADA)
            with pytest.raises(Contended):
                async with database.begin() as work:
                    await work.users.get_for_update(ADA)


async def test_whoever_swallows_a_deadlock_commits_nothing_after_it(mariadb_url: str):
    async with SqlDatabase.at(mariadb_url) as database:
        await two_users(database)
        both_hold_one = asyncio.Barrier(2)

        async def change(first: UserId, second: UserId) -> None:
            async with database.begin() as work:
                await work.users.get_for_update(first)
                await both_hold_one.wait()
                try:
                    await work.users.get_for_update(second)
                except Contended:
                    await work.users.add(a_user(id=UserId(a_user().id), username=Username("Eve")))

        outcomes = await asyncio.gather(change(ADA, BOB), change(BOB, ADA), return_exceptions=True)
        assert Contended in map(type, outcomes)
        assert await database.view.users.with_username(Username("Eve")) is None


async def test_a_statement_that_takes_too_long_is_unavailable(narrow: MariaDbDriver):
    async with narrow.reading() as connection:
        with pytest.raises(Unavailable):
            await connection.one(SLEEP)


async def test_one_process_at_a_time_is_alone(mariadb_url: str):
    async with SqlDatabase.at(mariadb_url) as one, SqlDatabase.at(mariadb_url) as other:
        async with one.alone():
            with pytest.raises(Contended):
                async with other.alone():
                    pass
        async with other.alone():
            await other.ping()


@pytest.mark.parametrize(
    ("number", "error", "seconds"),
    [
        (1021, Unavailable, 30),
        (1040, Unavailable, 2),
        (1045, Unavailable, 2),
        (1114, Unavailable, 30),
        (1205, Contended, 1),
        (1213, Contended, 1),
        (1290, Unavailable, 2),
        (1836, Unavailable, 2),
        (1969, Unavailable, 2),
        (3024, Unavailable, 2),
        (3572, Contended, 1),
    ],
)
async def test_each_number_of_the_server_has_its_meaning(
    narrow: MariaDbDriver, number: int, error: type[Unavailable], seconds: int
):
    with pytest.raises(Unavailable) as failed:
        await fail(narrow, number)
    assert type(failed.value) is error
    assert failed.value.retry_after == timedelta(seconds=seconds)


async def test_any_other_number_is_a_mistake_of_ours_that_shows_no_value(narrow: MariaDbDriver):
    with pytest.raises(ServerError) as failed:
        await fail(narrow, 1366)
    assert "(1366" not in "".join(traceback.format_exception(failed.value))


async def fail(driver: MariaDbDriver, number: int) -> None:
    """Have the server fail with that number."""
    async with driver.transaction() as connection:
        assert isinstance(connection, MariaDbConnection)
        await connection._said(f"SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = 'hunter2'")
