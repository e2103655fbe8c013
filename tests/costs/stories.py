"""Requests to the hot routes, each made ready by what has to come before it."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import count
from typing import Any, TypeAlias

import httpx2

from tests.costs.conftest import Stage
from todoauth import EmailAddress

PASSWORD = "correct horse battery staple"
Request: TypeAlias = Callable[[], Awaitable[httpx2.Response]]
_numbers = count(1)


@dataclass
class Person:
    """Somebody who is logged in."""

    stage: Stage
    name: str = field(default_factory=lambda: f"ada.{next(_numbers)}")
    tokens: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, **request: Any) -> Request:
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}", **request.pop("headers", {})}
        return partial(self.stage.web.request, method, path, headers=headers, **request)

    async def made(self, path: str, **body: object) -> str:
        """Make something; return where it is."""
        answer = await self.ask("POST", path, json=body)()
        assert answer.status_code == 201, answer.text
        return str(answer.headers["Location"])

    def log_in(self) -> Request:
        return partial(self.stage.web.post, "/users/log-in", json={"username": self.name, "password": PASSWORD})


async def newcomer(stage: Stage) -> Person:
    person = Person(stage)
    await stage.web.post("/users/sign-up", json={"username": person.name, "password": PASSWORD})
    person.tokens = (await person.log_in()()).json()
    return person


async def list_todos(ada: Person) -> Request:
    for number in range(3):
        await ada.made("/todos", content=f"todo {number}")
    return ada.ask("GET", "/todos")


async def search_todos(ada: Person) -> Request:
    await ada.made("/todos", content="something")
    return ada.ask("GET", "/todos?q=thing&is_done=false")


async def read_todo(ada: Person) -> Request:
    return ada.ask("GET", await ada.made("/todos", content="something"))


async def add_todo(ada: Person) -> Request:
    return ada.ask("POST", "/todos", json={"content": "something"})


async def edit_todo(ada: Person) -> Request:
    place = await ada.made("/todos", content="something")
    return ada.ask("PATCH", place, json={"is_done": True}, headers={"If-Match": '"1"'})


async def edit_nothing(ada: Person) -> Request:
    return ada.ask("PATCH", await ada.made("/todos", content="something"), json={})


async def replace_todo(ada: Person) -> Request:
    return ada.ask("PUT", await ada.made("/todos", content="something"), json={"content": "else"})


async def remove_todo(ada: Person) -> Request:
    return ada.ask("DELETE", await ada.made("/todos", content="something"))


async def who_am_i(ada: Person) -> Request:
    return ada.ask("GET", "/users/me")


async def list_sessions(ada: Person) -> Request:
    return ada.ask("GET", "/users/me/sessions")


async def list_cleanings(ada: Person) -> Request:
    await ada.made("/cleanings", name="Windows", price="9.99")
    return ada.ask("GET", "/cleanings")


async def read_cleaning(ada: Person) -> Request:
    return ada.ask("GET", await ada.made("/cleanings", name="Windows", price="9.99"))


async def add_cleaning(ada: Person) -> Request:
    return ada.ask("POST", "/cleanings", json={"name": "Windows", "price": "9.99"})


async def log_in(ada: Person) -> Request:
    return ada.log_in()


async def log_out(ada: Person) -> Request:
    return ada.ask("POST", "/users/log-out")


async def refresh(ada: Person) -> Request:
    form = {"grant_type": "refresh_token", "refresh_token": ada.tokens["refresh_token"]}
    return partial(ada.stage.web.post, "/auth/token", data=form)


async def verify_email(ada: Person) -> Request:
    address = EmailAddress(f"{ada.name}@example.org")
    await ada.ask("POST", "/users/email/otp", json={"email": address.text})()
    await ada.stage.deliver()
    code = ada.stage.mailbox.code_to(address)
    return ada.ask("POST", "/users/email/otp/verify", json={"email": address.text, "otp": code.text})


async def stranger(ada: Person) -> Request:
    """A token that was never ours costs the database nothing."""
    return partial(ada.stage.web.get, "/todos", headers={"Authorization": "Bearer of.no.tidings"})


STORIES: Mapping[str, Callable[[Person], Awaitable[Request]]] = {
    story.__name__: story
    for story in (
        *(list_todos, search_todos, read_todo, add_todo, edit_todo, edit_nothing, replace_todo, remove_todo),
        *(
            who_am_i,
            list_sessions,
            list_cleanings,
            read_cleaning,
            add_cleaning,
            log_in,
            log_out,
            refresh,
            verify_email,
            stranger,
        ),
    )
}
