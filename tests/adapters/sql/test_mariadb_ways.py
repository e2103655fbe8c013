"""The ways to MariaDB: servers that say nothing, that hang up, and that turn out to be the wrong ones."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress

import pytest
from sqlalchemy import func, select

from tests.adapters.sql.asking import asked
from tests.adapters.sql.conftest import at, place_of
from tests.builders import ADA, a_user
from tests.servers import MariaDbServer
from tests.servers.proxy import Proxy, proxy_to
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.mariadb.address import MariaDbAddress
from todoauth.adapters.sql.mariadb.connection import MariaDbConnection
from todoauth.adapters.sql.mariadb.driver import MariaDbDriver
from todoauth.domain.errors import Unavailable

pytestmark = pytest.mark.system
ME = asked(select(func.connection_id()))


@pytest.fixture
def way(mariadb_url: str) -> Iterator[Proxy]:
    """A way to the server on which things go wrong."""
    with proxy_to(place_of(mariadb_url)) as proxy:
        yield proxy


@pytest.fixture
async def far(mariadb_url: str, way: Proxy) -> AsyncIterator[SqlDatabase]:
    """The database, by that way."""
    async with SqlDatabase.at(at(mariadb_url, way.own_place)) as database:
        yield database


@pytest.fixture
async def driver(mariadb_url: str) -> AsyncIterator[MariaDbDriver]:
    driver = MariaDbDriver(MariaDbAddress.parse(mariadb_url), connections=3)
    await driver.open()
    yield driver
    await driver.close()


async def served_by(driver: MariaDbDriver) -> object:
    """Which connection of the server answers."""
    async with driver.reading() as connection:
        row = await connection.one(ME)
        assert row is not None
        return next(iter(row))


async def test_a_server_that_takes_connections_and_says_nothing_is_unavailable(way: Proxy, far: SqlDatabase):
    way.hangs = True
    async with asyncio.timeout(60):
        with pytest.raises(Unavailable) as refused:
            await far.ping()
        assert refused.value.retry_after == Unavailable().retry_after
        with pytest.raises(Unavailable):
            async with far.alone():
                pass
    way.mend()
    await far.ping()


async def test_a_server_that_went_silent_is_given_up_with_every_connection_to_it(way: Proxy, far: SqlDatabase):
    async with far.begin(), far.begin(), far.begin():
        await far.ping()
    way.strand()
    with pytest.raises(Unavailable):
        await far.ping()
    await asyncio.gather(*(far.ping() for _ in range(4)))


async def test_connections_that_lead_nowhere_do_not_keep_from_closing(way: Proxy, far: SqlDatabase):
    async with asyncio.timeout(60):
        async with far.alone():
            await far.ping()
            way.strand()
        await far.close()


async def test_a_transaction_that_meets_with_silence_changes_nothing(way: Proxy, far: SqlDatabase):
    async def add_into_silence() -> None:
        async with far.begin() as work:
            await work.users.add(a_user())
            way.strand()
            await work.users.get(ADA)

    with pytest.raises(Unavailable):
        await add_into_silence()
    assert await far.view.users.get(ADA) is None


async def test_whoever_is_cancelled_in_silence_has_been_cancelled(way: Proxy, far: SqlDatabase):
    asking = asyncio.Event()

    async def ask_into_silence() -> None:
        async with far.begin() as work:
            way.strand()
            asking.set()
            await work.users.get(ADA)

    task = asyncio.create_task(ask_into_silence())
    await asking.wait()
    await asyncio.sleep(0)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await far.ping()


async def test_what_went_wrong_is_told_although_the_server_left_as_well(way: Proxy, far: SqlDatabase):
    async def fail_and_lose_the_server() -> None:
        async with far.begin() as work:
            await work.users.add(a_user())
            way.strand()
            raise LookupError

    with pytest.raises(LookupError):
        await fail_and_lose_the_server()
    await far.ping()


async def test_a_transaction_that_stands_still_is_ended_and_its_locks_go(
    mariadb: MariaDbServer, mariadb_url: str, far: SqlDatabase
):
    async with far.begin() as work:
        await work.users.add(a_user())
    lock = "SET STATEMENT innodb_lock_wait_timeout = 50 FOR SELECT 1 FROM users FOR UPDATE"

    async def stand_still() -> None:
        async with far.begin() as work:
            await work.users.get_for_update(ADA)
            await asyncio.to_thread(mariadb.do, lock, database=mariadb_url.rpartition("/")[2])
            await work.users.get(ADA)

    with pytest.raises(Unavailable):
        await stand_still()
    await far.ping()


@pytest.mark.parametrize("number", [1053, 1290, 1792, 1836, 1927])
async def test_a_server_that_is_leaving_or_only_reads_is_left(driver: MariaDbDriver, number: int):
    before = await served_by(driver)
    with pytest.raises(Unavailable):
        await fail(driver, number)
    assert await served_by(driver) != before


@pytest.mark.parametrize("number", [1021, 1205, 1213, 1969])
async def test_a_server_that_refuses_a_statement_is_kept(driver: MariaDbDriver, number: int):
    before = await served_by(driver)
    with pytest.raises(Unavailable):
        await fail(driver, number)
    assert await served_by(driver) == before


async def fail(driver: MariaDbDriver, number: int) -> None:
    """Have the server fail with that number."""
    async with driver.transaction() as connection:
        assert isinstance(connection, MariaDbConnection)
        await connection._said(f"SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = {number}, MESSAGE_TEXT = 'on purpose'")


@pytest.mark.parametrize("bytes_left", range(0, 700, 50))
async def test_an_answer_that_breaks_off_anywhere_is_unavailable(way: Proxy, far: SqlDatabase, bytes_left: int):
    async def add_and_find() -> None:
        async with far.begin() as work:
            await work.users.add(a_user())
            assert await work.users.get(ADA) == a_user()

    way.replies_left = bytes_left
    with suppress(Unavailable):
        await add_and_find()
        await far.ping()
    way.mend()
    way.cut()
    with suppress(Unavailable):  # what was cut a moment ago may not have been noticed
        await far.ping()
    await far.ping()
