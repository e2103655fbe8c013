"""Two applications with the same routes in equal worlds, and what tells their answers apart."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, fields, replace
from datetime import timedelta
from typing import Final, TypeAlias

import httpx2
from fastapi import APIRouter, FastAPI

from tests.entrypoints.http.serving import client_of, service, use_cases_of
from tests.entrypoints.http.test_who_may import Scene
from todoauth import Limit
from todoauth.entrypoints.http import Wiring, connect
from todoauth.entrypoints.http.budgets import TellingLimiter, TellingOwnLimiter
from todoauth.entrypoints.http.directory import Directory
from todoauth.testing.world import World

Headers: TypeAlias = tuple[tuple[str, str], ...]
Answer: TypeAlias = tuple[int, list[tuple[bytes, bytes]], bytes]

_SAME_ID: Final = ("X-Request-ID", "of-this-request")
_UNLIMITED: Final = Limit(1_000_000, timedelta(seconds=1))


@dataclass(frozen=True)
class Ask:
    """A request. `{ada}` and `{root}` in a header stand for their tokens, `{id}` in the path for something of Ada's."""

    method: str
    path: str
    headers: Headers = ()
    content: bytes = b""


@dataclass(frozen=True)
class Both:
    """What both answer to a request: status, headers and body."""

    ask: Ask
    fast: Answer
    plain: Answer


@dataclass(frozen=True)
class Pair:
    """The service as it is, and its routes without the Directory, so that FastAPI solves and validates."""

    fast: FastAPI
    plain: FastAPI

    @classmethod
    def made(cls, *more: APIRouter) -> "Pair":
        """Return both, with more routes if wanted. Takes a while."""
        fast, plain = service(World()), service(World())
        directory: object = Directory
        plain.user_middleware = [layer for layer in plain.user_middleware if layer.cls is not directory]
        for router in more:
            fast.include_router(router)
            plain.include_router(router)
        return cls(fast, plain)

    async def answers(self, asks: Sequence[Ask], *, is_limited: bool = False) -> list[Both]:
        """Return what is answered, in worlds of their own in which Ada has something of everything."""
        async with _opened(self.fast, is_limited) as one, _opened(self.plain, is_limited) as other:
            return [Both(ask, await one.answer(ask), await other.answer(ask)) for ask in asks]

    async def differences(self, asks: Sequence[Ask]) -> list[Both]:
        """Return what is answered differently."""
        return different(await self.answers(asks))


def different(answers: Sequence[Both]) -> list[Both]:
    """Return the answers that are not the same."""
    return [both for both in answers if both.fast != both.plain]


@dataclass(frozen=True)
class _Side:
    web: httpx2.AsyncClient
    scene: Scene
    tokens: dict[str, str]

    async def answer(self, ask: Ask) -> Answer:
        headers = [(name, self._filled(value)) for name, value in (_SAME_ID, *ask.headers)]
        path = self.scene.path(ask.path)
        answer = await self.web.request(ask.method, f"http://testserver{path}", headers=headers, content=ask.content)
        return answer.status_code, answer.headers.raw, answer.content

    def _filled(self, value: str) -> str:
        for name, token in self.tokens.items():
            value = value.replace(f"{{{name}}}", token)
        return value


@asynccontextmanager
async def _opened(app: FastAPI, is_limited: bool) -> AsyncIterator[_Side]:
    world = World()
    world.limiter = TellingLimiter(world.limiter)
    world.own_limiter = TellingOwnLimiter(world.own_limiter)
    scene = await Scene.of(world)
    tokens = {name: await scene.token(name) for name in ("ada", "root")}
    if not is_limited:
        world.limits = replace(world.limits, **{field.name: _UNLIMITED for field in fields(world.limits)})
    connect(app, Wiring(use_cases=use_cases_of(world)))
    async with client_of(app) as web:
        yield _Side(web, scene, tokens)
