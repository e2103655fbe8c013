"""People who write all the time, each from two devices, through whichever process is at hand."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

import httpx2

from tests.campaigns.deeds import Deed, Journal, Outcome
from tests.servers.smtp import MailServer

DEVICES = 2  # of each person: their edits of one todo meet
EDITED = 3  # of a person's todos, the newest
SECONDS_TO_WAIT = 5.0  # for a mail: it may be late when something is away
NO_VERSION = {"If-Match": '"1000000"'}


@dataclass
class Crowd:
    """What everybody shares, and who is there."""

    doors: Sequence[httpx2.AsyncClient]
    mails: MailServer
    chance: Random
    journal: Journal = field(default_factory=Journal)
    devices: list["Device"] = field(default_factory=list)
    is_over: bool = False

    async def live(self, people: int) -> None:
        """Let so many people come, and do one thing after another until it is over."""
        await asyncio.gather(*(self._live() for _ in range(people)))

    async def ask(self, method: str, path: str, **request: Any) -> httpx2.Response:
        """Ask one of the processes."""
        return await self.chance.choice(self.doors).request(method, path, **request)

    def mark(self, kind: str) -> str:
        """A word that nothing else has."""
        return f"{kind}-{self.chance.randbytes(6).hex()}"

    async def sign_up(self, name: str) -> Deed:
        """Sign up under that name, with another password each time."""
        password = self.mark("password")
        asking = self.ask("POST", "/users/sign-up", json={"username": name, "password": password})
        return await self.journal.note("sign up", name, password, asking)

    async def _live(self) -> None:
        while not self.is_over:
            person = await self.sign_up(self.mark("ada"))
            if person.outcome is Outcome.OK:
                todos: list[str] = []
                devices = [Device(self, f"{person.to}/{n}", person.to, person.mark, todos) for n in range(DEVICES)]
                self.devices += devices
                await asyncio.gather(*(device.live() for device in devices))


@dataclass
class Device:
    """What somebody uses: a session, and its last tokens that were acknowledged."""

    crowd: Crowd
    id: str
    name: str
    password: str
    todos: list[str]
    tokens: dict[str, str] = field(default_factory=dict)
    session: str = ""
    spent: str = ""

    async def live(self) -> None:
        """Do one thing after another until it is over, or nobody knows this person any more."""
        often: dict[Callable[[], Awaitable[object]], int] = {
            self.add: 30,
            self.edit: 60,
            self.edit_what_has_changed: 10,
            self.refresh: 20,
            self.squat: 2,
            self.prove_an_address: 30 if self.id.endswith("/0") else 0,  # one after another, so the last one counts
        }
        while not self.crowd.is_over:
            if self.tokens:
                [do] = self.crowd.chance.choices([*often], [*often.values()])
                await do()
            elif (await self.log_in()).outcome is Outcome.REFUSED:
                return

    async def log_in(self) -> Deed:
        """Begin a session."""
        self.spent, person = "", {"username": self.name, "password": self.password}
        return await self._take("log in", self.crowd.ask("POST", "/users/log-in", json=person))

    async def refresh(self) -> Deed:
        """Spend the token for the next one. If nobody says what became of it, it is not spent twice."""
        self.spent = self.tokens["refresh_token"]
        form = {"grant_type": "refresh_token", "refresh_token": self.spent}
        return await self._take("refresh", self.crowd.ask("POST", "/auth/token", data=form))

    async def squat(self) -> None:
        """Ask for a name that is taken."""
        await self.crowd.sign_up(self.name)

    async def add(self) -> None:
        """Add a todo."""
        content = self.crowd.mark("todo")
        asking = self._ask("POST", "/todos", {"content": content})
        added = await self.crowd.journal.note("add", self.name, content, asking)
        if added.outcome is Outcome.OK:
            self.todos.append(added.document["id"])

    async def edit(self, **headers: str) -> None:
        """Edit a todo that the other device may be editing, too."""
        if self.todos:
            todo, content = self.crowd.chance.choice(self.todos[-EDITED:]), self.crowd.mark("edit")
            asking = self._ask("PATCH", f"/todos/{todo}", {"content": content}, **headers)
            await self.crowd.journal.note("edit", todo, content, asking)

    async def edit_what_has_changed(self) -> None:
        """Edit a version that is not there."""
        await self.edit(**NO_VERSION)

    async def prove_an_address(self) -> None:
        """Ask for a code, and prove with it that an address is one's own."""
        address = f"{self.crowd.mark('ada')}@example.org"
        asking = self._ask("POST", "/users/email/otp", {"email": address})
        await self.crowd.journal.note("ask", self.name, address, asking)
        for _ in range(int(SECONDS_TO_WAIT / 0.05)):
            if arrived := self.crowd.mails.to(address):
                [code] = re.findall(r"Your code is (\d{6})", arrived[-1].part("plain"))
                guessing = self._ask("POST", "/users/email/otp/verify", {"email": address, "otp": code})
                await self.crowd.journal.note("prove", self.name, address, guessing)
                return
            await asyncio.sleep(0.05)

    async def _take(self, kind: str, asking: Awaitable[httpx2.Response]) -> Deed:
        deed = await self.crowd.journal.note(kind, self.id, self.crowd.mark("session"), asking)
        self.session, self.tokens = deed.mark, deed.document if deed.outcome is Outcome.OK else {}
        return deed

    async def _ask(self, method: str, path: str, body: dict[str, str], **headers: str) -> httpx2.Response:
        headers["Authorization"] = f"Bearer {self.tokens['access_token']}"
        return await self.crowd.ask(method, path, json=body, headers=headers)
