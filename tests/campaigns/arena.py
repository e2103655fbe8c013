"""Processes of the service that share a database and a Redis, and people who all want the same at once."""

import asyncio
import re
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from random import Random
from secrets import token_hex, token_urlsafe
from typing import Protocol, TypeAlias

import httpx2

from tests.campaigns.bench import SETTINGS
from tests.servers import running_service
from tests.servers.processes import wait_until
from tests.servers.redis import RedisServer
from tests.servers.smtp import MailServer, mail_server

PASSWORD = "correct horse"  # and what follows: after a common word, nothing but digits would not do
CODES = 3  # to one address
TODOS = 3  # of one user
LIMITS = {
    "TODOAUTH_LIMIT_CODE_PAUSE": "1000/1s",
    "TODOAUTH_LIMIT_CODE_PER_ADDRESS": f"{CODES}/1h",
    "TODOAUTH_LIMIT_RESET_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_VERIFY_PER_CLIENT": "100000/1m",
    "TODOAUTH_LIMIT_TODOS_PER_USER": str(TODOS),
}

Ask: TypeAlias = Callable[[httpx2.AsyncClient, int], Awaitable[httpx2.Response]]


class Databases(Protocol):
    """A server that has room for databases."""

    def create_database(self, name: str) -> str:
        """Create one; return its URL."""

    def drop_database(self, name: str) -> None:
        """Drop it."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the processes are, and where their mail goes."""

    urls: Sequence[str]
    mails: MailServer


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is logged in."""

    name: str
    tokens: Mapping[str, str]

    @property
    def address(self) -> str:
        return f"{self.name}@example.org"

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens['access_token']}"}


@dataclass(frozen=True, slots=True)
class Arena:
    """What a race is run with: a door to each process, the mail, and chance."""

    doors: Sequence[httpx2.AsyncClient]
    mails: MailServer
    chance: Random

    async def burst(self, size: int, ask: Ask) -> list[httpx2.Response]:
        """Ask so many times at once, through all doors alike; return the answers in the order of their numbers."""
        return await asyncio.gather(*(ask(self.doors[n % len(self.doors)], n) for n in range(size)))

    def word(self, kind: str) -> str:
        """A word that nothing else has."""
        return f"{kind}-{self.chance.randbytes(8).hex()}"

    async def newcomer(self) -> Person:
        """Somebody who has just signed up and logged in."""
        person = {"username": self.word("ada"), "password": self.word(PASSWORD)}
        (await self.doors[0].post("/users/sign-up", json=person)).raise_for_status()
        answer = (await self.doors[0].post("/users/log-in", json=person)).raise_for_status()
        return Person(person["username"], answer.json())

    async def code_for(self, person: Person, address: str) -> str:
        """The code that somebody asked for, to prove an address with."""
        return await self._code_after("/users/email/otp", address, headers=person.headers)

    async def reset_code(self, address: str) -> str:
        """The code that somebody asked for, to set a new password with."""
        return await self._code_after("/users/password/forgot", address, headers={})

    async def _code_after(self, path: str, address: str, *, headers: Mapping[str, str]) -> str:
        before = len(self._codes(address))
        (await self.doors[0].post(path, json={"email": address}, headers=headers)).raise_for_status()
        await asyncio.to_thread(wait_until, lambda: len(self._codes(address)) > before)
        return self._codes(address)[-1]

    def _codes(self, address: str) -> list[str]:
        texts = [mail.part("plain") for mail in self.mails.to(address)]
        return [found[1] for text in texts if (found := re.search(r"Your code is (\w+)", text))]


def miscounted(answers: Sequence[httpx2.Response], expected: Mapping[int, int]) -> list[str]:
    """Say how often each status was answered, if that is not as expected."""
    counted = dict(sorted(Counter(answer.status_code for answer in answers).items()))
    return [] if counted == {status: n for status, n in expected.items() if n} else [f"{counted}, not {expected}"]


@asynccontextmanager
async def open_arena(place: Place, seed: str) -> AsyncIterator[Arena]:
    """Open a door to each process. Another seed makes other words."""
    async with AsyncExitStack() as stack:
        clients = [httpx2.AsyncClient(base_url=url, timeout=60) for url in place.urls]
        doors = [await stack.enter_async_context(client) for client in clients]
        yield Arena(doors, place.mails, Random(seed))


@contextmanager
def running_processes(server: Databases, redis: RedisServer, *, number: int) -> Iterator[Place]:
    """Start so many that share everything; stop them when the block is left."""
    with mail_server() as mails, _database(server) as database, ExitStack() as stack:
        settings = _settings(database, redis, mails)
        yield Place([stack.enter_context(running_service(settings)).base_url for _ in range(number)], mails)


@contextmanager
def running_strangers(server: Databases, redis: RedisServer) -> Iterator[Place]:
    """Start two that share nothing, for another secret makes other keys of everything in Redis: the planted fault."""
    with mail_server() as mails, _database(server) as one, _database(server) as other, ExitStack() as stack:
        settings = [_settings(database, redis, mails) for database in (one, other)]
        yield Place([stack.enter_context(running_service(own)).base_url for own in settings], mails)


def _settings(database: str, redis: RedisServer, mails: MailServer) -> dict[str, str]:
    return {
        **SETTINGS,
        **LIMITS,
        "TODOAUTH_SECRET_KEY": token_urlsafe(32),
        "TODOAUTH_DATABASE_URL": database,
        "TODOAUTH_REDIS_URL": redis.url,
        "TODOAUTH_SMTP_URL": mails.url(),
    }


@contextmanager
def _database(server: Databases) -> Iterator[str]:
    name = f"races_{token_hex(4)}"
    yield server.create_database(name)
    server.drop_database(name)
