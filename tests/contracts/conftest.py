"""The databases that must pass the contract suites. A new one is one line in `DATABASES`."""

from collections.abc import AsyncIterator

import pytest

from tests.contracts.databases import Source, memory, postgresql, sqlite
from todoauth.testing import Database

__all__ = ["memory", "postgresql", "sqlite"]

DATABASES = ["memory", "sqlite", "postgresql"]


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
