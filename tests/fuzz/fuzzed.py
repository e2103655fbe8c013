"""A service that is played with: everything in memory, nothing limited, and somebody always logged in."""

import asyncio
import dataclasses
import json
import os
from collections.abc import Coroutine, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any, Final, TypeVar

import schemathesis
from schemathesis import Case, CheckFunction, Response
from schemathesis.python import asgi
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tests.entrypoints.http.serving import HOST, PASSWORD, service, use_cases_of
from todoauth import CleaningName, Credentials, Limit, Password, Price, TodoContent, Username, UsernameTaken
from todoauth.entrypoints.http import Wiring, connect
from todoauth.entrypoints.http.budgets import TellingLimiter, TellingOwnLimiter
from todoauth.testing.world import World

T = TypeVar("T")

DOCUMENT: Final[dict[str, Any]] = json.loads((Path(__file__).parents[2] / "docs/openapi.json").read_text())
EXAMPLES: Final = int(os.environ.get("TODOAUTH_TEST_FUZZ_EXAMPLES", "2000"))
"""How many requests there are in all."""

# Some rules are beyond JSON Schema, such as which passwords are too common: what it calls valid may be refused.
EXCLUDED: Final[list[CheckFunction]] = [positive_data_acceptance]

_UNLIMITED: Final = Limit(1_000_000, timedelta(seconds=1))
_NAMES: Final = ("ada", "root")


def documented() -> BaseSchema:
    """Return the committed document, and in its `app` the service that should keep it. Takes a while."""
    schema: BaseSchema = schemathesis.openapi.from_dict(DOCUMENT)
    schema.app = service(World())
    return schema


class Fuzzed:
    """A service in a world of its own, which `faulty` use cases may spoil."""

    def __init__(self, schema: BaseSchema, *faulty: object) -> None:
        self.schema = schema
        self._world = World()
        self._world.limiter = TellingLimiter(self._world.limiter)
        self._world.own_limiter = TellingOwnLimiter(self._world.own_limiter)
        limits = {field.name: _UNLIMITED for field in dataclasses.fields(self._world.limits)}
        self._world.limits = dataclasses.replace(self._world.limits, **limits)
        self._loop = asyncio.new_event_loop()
        spoiled = {type(use_case).__bases__[0]: use_case for use_case in faulty}
        connect(schema.app, Wiring(use_cases={**use_cases_of(self._world), **spoiled}))

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Answer requests meanwhile."""
        with asgi.get_client(self.schema.app) as self._session:
            yield
        self._loop.close()

    def known(self, path: str, name: str) -> str:
        """Return the id of something at `path` that `name` may do anything to."""
        return self._now(self._make(path, name))

    def transport(self, name: str) -> dict[str, Any]:
        """Return how to send a request: as `name`, who has just logged in."""
        return {"session": self._session, "headers": self._now(self._headers(name))}

    def _now(self, doing: Coroutine[Any, Any, T]) -> T:
        return self._loop.run_until_complete(doing)

    async def _headers(self, name: str) -> Mapping[str, str]:
        return {"Authorization": f"Bearer {await self._token(name)}", "Host": HOST}

    async def _token(self, name: str) -> str:
        username, password = Username(name), Password(PASSWORD)
        with suppress(UsernameTaken):
            await self._world.register(username=username, password=password, client="fuzz")
        await self._restore(username)
        tokens = await self._world.log_in(credentials=Credentials(username, password), client="fuzz")
        return tokens.access_token

    async def _restore(self, username: Username) -> None:
        """Undo what requests may have done to an account: to its name, its password, or its standing."""
        async with self._world.database.begin() as work:
            user = await work.users.with_username(username)
            assert user is not None
            hashed = await self._world.hasher.hash(Password(PASSWORD))
            await work.users.update(
                dataclasses.replace(
                    user,
                    password_hash=hashed,
                    is_active=True,
                    is_superuser=username.text == "root",
                    version=user.version + 1,
                )
            )

    async def _make(self, path: str, name: str) -> str:
        caller = await self._world.authenticate(token=await self._token(name))
        if path.startswith("/todos"):
            return str((await self._world.add_todo(owner=caller.user_id, content=TodoContent("a todo"))).id)
        if path.startswith("/cleanings"):
            add, name_of_it = self._world.add_cleaning, CleaningName("a job")
            return str((await add(owner=caller.user_id, name=name_of_it, price=Price.parse("1"))).id)
        if path.startswith("/users/me/sessions"):
            return str(caller.session_id)
        return str(caller.user_id)


def check(case: "Case[Any]", response: Response, transport: Mapping[str, Any]) -> None:
    """Fail when the answer is no better than the document says, or the request should have been refused."""
    case.validate_response(
        response, excluded_checks=EXCLUDED, headers=dict(transport["headers"]), transport_kwargs=dict(transport)
    )
