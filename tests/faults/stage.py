"""The service, the database that it is on, and somebody who uses it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import httpx2

from tests.journeys.conftest import QUICK
from tests.journeys.people import Person, newcomer
from tests.servers import RunningService, running_service

POOL = 4


@dataclass(frozen=True, slots=True)
class Stage:
    """What a fault is played on."""

    url: str
    service: RunningService
    ada: Person

    @property
    def kind(self) -> str:
        """Which kind of database it is."""
        return self.url.partition(":")[0]

    @property
    def web(self) -> httpx2.Client:
        """A client of the service."""
        return self.ada.web

    def add(self, content: str = "Buy milk") -> httpx2.Response:
        """Ada writes something down."""
        return self.ada.ask("POST", "/todos", json={"content": content})

    def read(self, todo: str = "") -> httpx2.Response:
        """Ada looks at one of her todos, or at the first of them all."""
        return self.ada.ask("GET", f"/todos/{todo}" if todo else "/todos")

    def edit(self, todo: str, *, is_done: bool = True) -> httpx2.Response:
        """Ada has done it, or has not."""
        return self.ada.ask("PATCH", f"/todos/{todo}", json={"is_done": is_done})

    def call_herself(self, name: str) -> httpx2.Response:
        """Ada has another full name from now on."""
        return self.ada.ask("PATCH", "/users/me", json={"full_name": name})


@contextmanager
def staged(url: str, settings: Mapping[str, str] | None = None, *, within: Sequence[str] = ()) -> Iterator[Stage]:
    """A service of its own on the database at a URL."""
    whole = {
        **QUICK,
        "TODOAUTH_DATABASE_URL": url,
        "TODOAUTH_DATABASE_POOL_SIZE": str(POOL),
        "TODOAUTH_LOG_LEVEL": "error",
        # Writers who never pause write more than a person may, and what was refused meanwhile counts as well.
        "TODOAUTH_LIMIT_WRITE_PER_USER": "999999/1s",
        **(settings or {}),
    }
    with (
        running_service(whole, within=within) as service,
        httpx2.Client(base_url=service.base_url, timeout=30) as web,
    ):
        yield Stage(url, service, newcomer(web))
