"""Questions by which somebody might learn who has an account: about one who has, and about one who has not."""

import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import httpx2

from tests.campaigns.arena import PASSWORD, Arena, Person
from tests.campaigns.figures import Pair

ELSEWHERE = {"X-Forwarded-For": "198.51.100.7"}

Ask: TypeAlias = Callable[[str], Awaitable[httpx2.Response]]


@dataclass(frozen=True, slots=True)
class Question:
    """One that is asked about names, or about addresses.

    Args:
        title: what it is.
        known: whom or what it is asked about if the answer must not tell that they are known.
        unknown: makes another one each time, of the same length.
        ask: asks it.
        status: of every answer.
    """

    title: str
    known: str
    unknown: Callable[[], str]
    ask: Ask
    status: int

    async def measured(self, arena: Arena, pairs: int) -> list[Pair]:
        """Ask so many times about both, in an order that chance decides; return the seconds: known, unknown."""
        return [await self._pair(is_known_first=arena.chance.random() < 0.5) for _ in range(pairs)]

    async def _pair(self, *, is_known_first: bool) -> Pair:
        if is_known_first:
            return await self._seconds(self.known), await self._seconds(self.unknown())
        unknown = await self._seconds(self.unknown())
        return await self._seconds(self.known), unknown

    async def _seconds(self, whom: str) -> float:
        begun = time.perf_counter()
        answer = await self.ask(whom)
        seconds = time.perf_counter() - begun
        assert answer.status_code == self.status, answer.text
        return seconds


async def proved(arena: Arena) -> Person:
    """Somebody with a proved address."""
    person = await arena.newcomer()
    guess = {"email": person.address, "otp": await arena.code_for(person, person.address)}
    (await arena.doors[0].post("/users/email/otp/verify", json=guess, headers=person.headers)).raise_for_status()
    return person


async def closed(arena: Arena) -> str:
    """The name of somebody whose password is `PASSWORD`, and opens nothing elsewhere any more."""
    [web], name = arena.doors, arena.word("ada")
    keys = {"username": name, "password": PASSWORD}
    (await web.post("/users/sign-up", json=keys)).raise_for_status()
    await web.post("/users/log-in", json={**keys, "password": arena.word(PASSWORD)}, headers=ELSEWHERE)
    return name


async def questions(arena: Arena, *, old: Person) -> Sequence[Question]:
    """Return all questions.

    Args:
        old: somebody whose password was hashed when that cost less.
    """
    [web], known, stranger = arena.doors, await proved(arena), await arena.newcomer()

    def a_name() -> str:
        return arena.word("ada")

    def an_address() -> str:
        return f"{a_name()}@example.org"

    async def log_in(name: str) -> httpx2.Response:
        return await web.post("/users/log-in", json={"username": name, "password": PASSWORD})

    async def log_in_elsewhere(name: str) -> httpx2.Response:
        return await web.post("/users/log-in", json={"username": name, "password": PASSWORD}, headers=ELSEWHERE)

    async def sign_up(address: str) -> httpx2.Response:
        newcomer = {"username": a_name(), "password": arena.word(PASSWORD), "email": address}
        return await web.post("/users/sign-up", json=newcomer)

    async def forgot(address: str) -> httpx2.Response:
        return await web.post("/users/password/forgot", json={"email": address})

    async def resend(address: str) -> httpx2.Response:
        return await web.post("/users/email/otp", json={"email": address}, headers=stranger.headers)

    return (
        Question("log-in", known.name, a_name, log_in, 401),
        Question("log-in, hash of an old cost", old.name, a_name, log_in, 401),
        Question("log-in by address", known.address, an_address, log_in, 401),
        Question("log-in, guessed too often", await closed(arena), a_name, log_in_elsewhere, 401),
        Question("sign-up", known.address, an_address, sign_up, 201),
        Question("forgotten password", known.address, an_address, forgot, 202),
        Question("another code", known.address, an_address, resend, 202),
    )
