"""What our routes are not known to need is refused when they are made, not when they are asked."""

from typing import Annotated, Any, Final

import pytest
from fastapi import BackgroundTasks, Body, Cookie, Depends, Header, Query, Response, Security
from fastapi.security import SecurityScopes
from pydantic import BaseModel

from todoauth.entrypoints.http.bodies import NewTodo
from todoauth.entrypoints.http.routes import PublicRoute


class Tags(BaseModel):
    tags: list[str] = []


class Known(BaseModel):
    name: str = ""


def waits() -> None: ...


async def yields() -> Any:
    yield


async def fine() -> None: ...


async def with_body(body: NewTodo) -> None: ...


async def a_cookie(x: Annotated[str, Cookie()]) -> None: ...
async def an_answer(response: Response) -> None: ...
async def a_task(tasks: BackgroundTasks) -> None: ...
async def scopes(scopes: SecurityScopes) -> None: ...
async def a_scope(x: Annotated[None, Security(fine, scopes=["all"])]) -> None: ...
async def what_waits(x: Annotated[None, Depends(waits)]) -> None: ...
async def what_yields(x: Annotated[None, Depends(yields)]) -> None: ...
async def it_anew(x: Annotated[None, Depends(fine, use_cache=False)]) -> None: ...
async def a_body_elsewhere(x: Annotated[None, Depends(with_body)]) -> None: ...
async def two_bodies(one: NewTodo, other: Known) -> None: ...
async def a_body_inside(body: Annotated[NewTodo, Body(embed=True)]) -> None: ...
async def one_of_the_query(x: str) -> None: ...
async def two_queries(one: Annotated[Known, Query()], other: Annotated[Tags, Query()]) -> None: ...
async def many_of_the_query(query: Annotated[Tags, Query()]) -> None: ...
async def many_headers(x: Annotated[list[str], Header()]) -> None: ...
async def all_headers(x: Annotated[Known, Header()]) -> None: ...


STRANGE: Final = [
    *(waits, yields, a_cookie, an_answer, a_task, scopes, a_scope, what_waits, what_yields, it_anew, a_body_elsewhere),
    *(two_bodies, a_body_inside, one_of_the_query, two_queries, many_of_the_query),
    *(many_headers, all_headers),
]


@pytest.mark.parametrize("needs", STRANGE)
def test_an_endpoint_that_needs_something_else_is_no_route(needs: Any) -> None:
    with pytest.raises(TypeError, match="needs something that no endpoint here needs"):
        PublicRoute("/x", needs, tags=["x"], response_model=None)


def test_an_endpoint_that_needs_something_nameless_is_no_route() -> None:
    with pytest.raises(TypeError, match="needs something"):
        PublicRoute("/x", fine, tags=["x"], response_model=None, dependencies=[Depends(fine)])
