"""A fault in how our routes are run would be seen: here are some, each planted in one route."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Annotated, Any, Final, NamedTuple, Self
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, Header, Query
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from tests.entrypoints.http.twins.pair import Ask, Pair
from tests.entrypoints.http.twins.requests import JSON
from todoauth.entrypoints.http.answering import answer
from todoauth.entrypoints.http.arguments import Asked, Fault
from todoauth.entrypoints.http.bodies import NewTodo
from todoauth.entrypoints.http.fields import Id
from todoauth.entrypoints.http.paging import Paging
from todoauth.entrypoints.http.plan import Plan, Step
from todoauth.entrypoints.http.routes import PublicRoute

NOWHERE: Final = UUID(int=0)
ASKS: Final = [
    Ask("POST", f"/planted/{place}{query}", (JSON, *note), body)
    for place in (NOWHERE, "x")
    for query in ("", "?limit=7", "?limit=x", "?limit=x&order=y")
    for note in ((), (("Note", "read me"),), (("Note", "one"), ("Note", "other")))
    for body in (b'{"content": "x"}', b'{"content": 1, "is_done": 1}', b"{}", b"[]")
]


class Careless(Plan):
    """Does not mind faults."""

    async def answer(self, asked: Asked) -> Response:
        asked.faults = _Unheard()
        return await super().answer(asked)


class Brief(Plan):
    """Tells of one fault, and keeps the others for later."""

    async def answer(self, asked: Asked) -> Response:
        try:
            return await super().answer(asked)
        except RequestValidationError:
            raise RequestValidationError(asked.faults[:1]) from None


class Lazy(Plan):
    """Asks nobody else."""

    async def answer(self, asked: Asked) -> Response:
        asked.known.update((step.call, None) for step in self._before)
        return await super().answer(asked)


class Deaf(Plan):
    """Does not hear what part is wanted."""

    def __init__(self, dependant: Dependant) -> None:
        super().__init__(dependant)
        self._before = tuple(replaced(step, query=lambda _: Paging()) for step in self._before)


class Raw(Plan):
    """Gives the body as it came."""

    def __init__(self, dependant: Dependant) -> None:
        super().__init__(dependant)
        self._last = replaced(self._last, body=lambda asked: asked.body)


class Forgetful(Plan):
    """Knows no default."""

    def __init__(self, dependant: Dependant) -> None:
        super().__init__(dependant)
        self._last = replaced(self._last, note=lambda asked: asked.request.headers.get("note"))


class _Read(NamedTuple):
    name: str
    of: Callable[[Asked], object]


class _Unheard(list[Fault]):
    def __iadd__(self, faults: Iterable[Fault]) -> Self:  # type: ignore[misc, override]
        return self


def replaced(step: Step, **arguments: Callable[[Asked], object]) -> Step:
    """The step with other ways to find some of its arguments."""
    return replace(step, arguments=[_Read(each.name, arguments.get(each.name, each.of)) for each in step.arguments])


def routes_by(plan: type[Plan]) -> APIRouter:
    """A route that needs something of every kind, run by `plan`."""

    class Planted(PublicRoute):
        def __init__(self, *declared: Any, **options: Any) -> None:
            super().__init__(*declared, **options)
            self._plan = plan(self.dependant)

    router = APIRouter(route_class=Planted, tags=["planted"])
    router.post("/planted/{id}")(tell_all)
    return router


async def part_of(query: Annotated[Paging, Query()]) -> int:
    return query.limit.items


async def tell_all(
    id: Id, body: NewTodo, part: Annotated[int, Depends(part_of)], note: Annotated[str, Header()] = "nothing"
) -> Response:
    told = {"id": id, "content": body.content.text, "is_done": body.is_done, "part": part, "note": note}
    return answer(told)


async def test_a_plan_does_what_fastapi_does() -> None:
    assert await Pair.made(routes_by(Plan)).differences(ASKS) == []


@pytest.mark.parametrize("fault", [Careless, Brief, Lazy, Deaf, Raw, Forgetful])
async def test_a_plan_that_does_something_else_is_found(fault: type[Plan]) -> None:
    assert await Pair.made(routes_by(fault)).differences(ASKS) != []
