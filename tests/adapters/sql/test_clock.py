"""What time a database has."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from todoauth.adapters.sql.database import SqlDatabase


@pytest.fixture
async def database(url: str) -> AsyncIterator[SqlDatabase]:
    async with SqlDatabase.at(url) as opened:
        yield opened


async def test_a_database_on_this_machine_has_the_time_of_this_machine(database: SqlDatabase):
    before = datetime.now(UTC)
    theirs = await database.time()
    after = datetime.now(UTC)
    a_moment = timedelta(milliseconds=5)
    assert before - a_moment <= theirs <= after + a_moment
