"""A fault in how our routes are run would be seen: here are some, each planted in one route."""

from typing import Annotated, Any, Final
from uuid import UUID

import pytest
from fastapi import APIRouter, Depends, Header, Query
from starlette.responses import Response

from tests.entrypoints.http.twins.pair import Ask, Pair
from tests.entrypoints.http.twins.requests import JSON
from todoauth.entrypoints.http.answering import answer
from todoauth.entrypoints.http.bodies import NewTodo
from todoauth.entrypoints.http.fields import Id
from todoauth.entrypoints.http.paging import Paging
from todoauth.entrypoints.http.plan import Asked, Plan
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
        arguments = await self._arguments(asked)
        response: Response = await self._call(**arguments)
        return response


class Brief(Plan):
    """Tells of one fault, and keeps the others for later."""

    async def _arguments(self, asked: Asked) -> dict[str, object]:
        arguments = await super()._arguments(asked)
        del asked.faults[1:]
        return arguments


class Lazy(Plan):
    """Asks nobody else."""

    async def _arguments(self, asked: Asked) -> dict[str, object]:
        self._needs = tuple((name, _Silent()) for name, _ in self._needs)
        return await super()._arguments(asked)


class Raw(Plan):
    """Gives the body as it came."""

    async def _arguments(self, asked: Asked) -> dict[str, object]:
        return {**await super()._arguments(asked), "body": asked.body}


class Forgetful(Plan):
    """Knows no default."""

    async def _arguments(self, asked: Asked) -> dict[str, object]:
        arguments = await super()._arguments(asked)
        return {**arguments, "note": asked.request.headers.get("note")}


class _Silent(Plan):
    def __init__(self) -> None:
        """Plan nothing."""

    async def value(self, asked: Asked) -> object:
        return None


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


@pytest.mark.parametrize("fault", [Careless, Brief, Lazy, Raw, Forgetful])
async def test_a_plan_that_does_something_else_is_found(fault: type[Plan]) -> None:
    assert await Pair.made(routes_by(fault)).differences(ASKS) != []
