"""What holds of PostgreSQL alone: connections that run out, a server that goes away and comes back."""

import asyncio
from datetime import timedelta

import asyncpg
import pytest
from sqlalchemy import Text, bindparam, func, literal_column, select

from tests.adapters.sql.asking import asked
from tests.builders import ADA, a_user
from tests.servers import free_port
from tests.servers.proxy import Proxy
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.postgres.driver import PostgresDriver
from todoauth.domain.errors import Unavailable

BOUND = asked(select(func.current_setting(bindparam("name", type_=Text), literal_column("true"))))


async def test_more_readers_than_connections_are_told_to_come_back(driver: PostgresDriver):
    async with driver.reading(), driver.reading(), driver.reading():
        with pytest.raises(Unavailable) as refused:
            async with driver.reading():
                pass
    assert refused.value.retry_after == timedelta(seconds=1)
    await SqlDatabase(driver).ping()


async def test_two_connections_are_kept_for_reading(driver: PostgresDriver):
    async with driver.transaction():
        with pytest.raises(Unavailable):
            async with driver.transaction():
                pass
        async with driver.reading(), driver.reading():
            await asyncio.sleep(0)
    async with driver.transaction():
        pass


async def test_a_server_that_is_not_there_is_unavailable(postgres_url: str):
    async with SqlDatabase.at(f"postgresql://postgres@127.0.0.1:{free_port()}/nowhere") as database:
        with pytest.raises(Unavailable) as refused:
            await database.ping()
        with pytest.raises(Unavailable):
            async with database.begin():
                pass
    assert refused.value.retry_after == timedelta(seconds=2)


async def test_a_server_that_goes_away_is_unavailable_until_it_is_back(proxy: Proxy, far_database: SqlDatabase):
    async def lose_the_server_in_the_middle() -> None:
        async with far_database.begin() as work:
            await work.users.add(a_user())
            proxy.refuse()
            await work.users.get(ADA)

    with pytest.raises(Unavailable):
        await lose_the_server_in_the_middle()
    with pytest.raises(Unavailable):
        await far_database.ping()
    proxy.mend()
    async with far_database.begin() as work:
        assert await work.users.get(ADA) is None
        await work.users.add(a_user())


async def test_a_commit_that_gets_no_answer_is_unavailable(proxy: Proxy, far_database: SqlDatabase):
    async def lose_the_server_at_the_end() -> None:
        async with far_database.begin() as work:
            await work.users.add(a_user())
            proxy.refuse()

    with pytest.raises(Unavailable):
        await lose_the_server_at_the_end()


async def test_everything_is_bounded(driver: PostgresDriver):
    bounds = {
        "statement_timeout": "2s",
        "lock_timeout": "1s",
        "idle_in_transaction_session_timeout": "5s",
        "transaction_timeout": "10s",
    }
    async with driver.reading() as connection:
        for name, bound in bounds.items():
            row = await connection.one(BOUND, {"name": name})
            assert row is not None
            (found,) = row
            assert found == bound or (found is None and name == "transaction_timeout")  # unknown before PostgreSQL 17


async def test_idle_connections_that_the_server_ended_are_replaced(
    driver: PostgresDriver, admin: "asyncpg.Connection[asyncpg.Record]"
):
    database = SqlDatabase(driver)
    async with driver.reading(), driver.reading():
        await database.ping()
    await admin.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'todoauth'")
    for _ in range(3):
        try:
            await database.ping()
        except Unavailable:
            continue
    await database.ping()
