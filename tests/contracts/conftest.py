"""The databases that must pass the contract suites. A new one is one line in `DATABASES`."""

import os
from collections.abc import AsyncIterator

import pytest

from tests.contracts.databases import Source, mariadb_database, memory, mysql_database, postgresql, sqlite
from todoauth.testing import Database

__all__ = ["mariadb_database", "memory", "mysql_database", "postgresql", "sqlite"]

DATABASES = ["memory", "sqlite", "postgresql", pytest.param("mariadb_database", marks=pytest.mark.system, id="mariadb")]
if "TODOAUTH_TEST_MYSQL_URL" in os.environ:
    DATABASES.append(pytest.param("mysql_database", marks=pytest.mark.system, id="mysql"))


@pytest.fixture(params=DATABASES)
def empty_database(request: pytest.FixtureRequest) -> Source:
    """Opens an empty database of each kind."""
    source: Source = request.getfixturevalue(request.param)
    return source


@pytest.fixture
async def database(empty_database: Source) -> AsyncIterator[Database]:
    """An empty database of each kind."""
    async with empty_database() as database:
        yield database
