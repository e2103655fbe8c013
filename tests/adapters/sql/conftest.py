"""Fresh databases, migrated once and copied for each test."""

import shutil
from collections.abc import AsyncIterator, Iterator
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg
import pytest

from tests.servers import MariaDbServer, PostgresServer, mariadb, postgres
from tests.servers.proxy import Proxy, proxy_to
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import upgrade
from todoauth.adapters.sql.postgres.driver import PostgresDriver

__all__ = ["mariadb", "postgres"]

_NUMBERS = count()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("sqlite") / "template.db"
    upgrade(f"sqlite:///{path}")
    return path


@pytest.fixture
def sqlite_path(sqlite_template: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(sqlite_template, tmp_path / "todoauth.db"))


@pytest.fixture(scope="session")
def postgres_template(postgres: PostgresServer) -> str:
    upgrade(postgres.create_database("sql_template"))
    return "sql_template"


@pytest.fixture
def postgres_url(postgres: PostgresServer, postgres_template: str) -> Iterator[str]:
    name = f"sql_{next(_NUMBERS)}"
    yield postgres.create_database(name, template=postgres_template)
    postgres.drop_database(name)


@pytest.fixture
def proxy(postgres_url: str) -> Iterator[Proxy]:
    """A way to the server on which things go wrong."""
    with proxy_to(place_of(postgres_url)) as proxy:
        yield proxy


@pytest.fixture
async def far_database(postgres_url: str, proxy: Proxy) -> AsyncIterator[SqlDatabase]:
    """The same database, by that way."""
    async with SqlDatabase.at(at(postgres_url, proxy.own_place)) as database:
        yield database


@pytest.fixture
def mariadb_empty_url(mariadb: MariaDbServer) -> Iterator[str]:
    name = f"sql_{next(_NUMBERS)}"
    yield mariadb.create_database(name)
    mariadb.drop_database(name)


@pytest.fixture
def mariadb_url(mariadb_empty_url: str) -> str:
    upgrade(mariadb_empty_url)
    return mariadb_empty_url


DATABASES = ["sqlite", "postgres", pytest.param("mariadb", marks=pytest.mark.system)]


@pytest.fixture(params=DATABASES)
def url(request: pytest.FixtureRequest) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{request.getfixturevalue('sqlite_path')}"
    return str(request.getfixturevalue(f"{request.param}_url"))


@pytest.fixture
def postgres_empty_url(postgres: PostgresServer) -> Iterator[str]:
    name = f"sql_{next(_NUMBERS)}"
    yield postgres.create_database(name)
    postgres.drop_database(name)


@pytest.fixture(params=DATABASES)
def empty_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'empty.db'}"
    return str(request.getfixturevalue(f"{request.param}_empty_url"))


@pytest.fixture
async def database(url: str) -> AsyncIterator[SqlDatabase]:
    async with SqlDatabase.at(url) as database:
        yield database


@pytest.fixture
async def driver(postgres_url: str) -> AsyncIterator[PostgresDriver]:
    driver = PostgresDriver(postgres_url, connections=3, patience=0.5)
    await driver.open()
    yield driver
    await driver.close()


@pytest.fixture
async def admin(postgres_url: str) -> "AsyncIterator[asyncpg.Connection[asyncpg.Record]]":
    connection = await asyncpg.connect(postgres_url)
    yield connection
    await connection.close()


def place_of(url: str) -> str:
    """The hosts and ports of a URL."""
    return urlsplit(url).netloc.rpartition("@")[2]


def at(url: str, *places: str) -> str:
    """The same database, as it is found in other places."""
    return urlsplit(url)._replace(netloc=f"{urlsplit(url).username}@{','.join(places)}").geturl()
