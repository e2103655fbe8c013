"""The service in this process, on each database, and what passes between the two."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest
from dependency_injector.providers import Object

from tests.adapters.sql.conftest import at, place_of
from tests.costs.counting import Count, CountedFile, MariaDbTap, PostgresTap
from tests.entrypoints.http.serving import client_of
from tests.servers import MariaDbServer, PostgresServer
from tests.servers.proxy import proxy_to
from todoauth.adapters.memory import Mailbox
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.adapters.sql.migrations import upgrade
from todoauth.adapters.sql.sqlite.driver import SqliteDriver
from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.settings import Settings


@dataclass
class Stage:
    """A service, the mail that it sends, and what it asks its database for."""

    web: httpx2.AsyncClient
    mailbox: Mailbox
    deliver: Callable[[], Awaitable[object]]
    count: Count


@dataclass
class Place:
    """Where a database is, and how that is counted."""

    url: str
    database: Callable[[], SqlDatabase]
    count: Count


@pytest.fixture(scope="session", params=["sqlite", "postgresql", pytest.param("mariadb", marks=pytest.mark.system)])
def database(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="session")
def place(database: str, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    if database == "sqlite":
        path, count = tmp_path_factory.mktemp("costs") / "counted.db", Count()
        url = f"sqlite:///{path}"
        upgrade(url)
        yield Place(url, lambda: SqlDatabase(SqliteDriver(CountedFile(path, count=count))), count)
        return
    server: PostgresServer | MariaDbServer = request.getfixturevalue(
        "postgres" if database == "postgresql" else database
    )
    tap = PostgresTap() if database == "postgresql" else MariaDbTap()
    url = server.create_database("counted")
    upgrade(url)
    with proxy_to(place_of(url)) as proxy:
        proxy.tap = tap
        by_proxy = at(url, proxy.own_place)
        yield Place(url, lambda: SqlDatabase.at(by_proxy), tap.count)
    server.drop_database("counted")


@pytest.fixture
async def stage(place: Place, tmp_path: Path) -> AsyncIterator[Stage]:
    given = {"data_dir": tmp_path, "database_url": place.url, "bcrypt_cost": 4}
    container, mailbox = Container(settings=Settings.model_validate(given)), Mailbox()
    container.database.override(Object(place.database()))
    container.mailer.override(Object(mailbox))
    container.relay.override(Object(asyncio.Event().wait))  # mail is delivered when a story says so
    app = create_app(container=container)
    async with app.router.lifespan_context(app), client_of(app, headers={"Host": "localhost"}) as web:
        yield Stage(web, mailbox, container.deliver_mail(), place.count)
