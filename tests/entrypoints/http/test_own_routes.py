"""Routes that somebody adds to a service of ours: they are told of errors as ours are."""

from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import HTTPException

from tests.entrypoints.http.serving import client_of, service, slug
from todoauth import TodoNotFound
from todoauth.entrypoints.http import CurrentUser
from todoauth.testing.world import World

SECRET = "correct horse battery"


@pytest.fixture
async def web() -> AsyncIterator[httpx2.AsyncClient]:
    app = service(World())

    @app.get("/theirs")
    async def theirs(number: int) -> int:
        return number

    @app.get("/lost")
    async def lost() -> None:
        raise TodoNotFound

    @app.get("/paid")
    async def paid() -> None:
        raise HTTPException(402, headers={"X-Price": "5"})

    @app.get("/mine")
    async def mine(user: CurrentUser) -> str:
        return str(user.user_id)

    async with client_of(app) as client:
        yield client


async def test_a_parameter_is_refused_by_name_and_never_told_back(web: httpx2.AsyncClient) -> None:
    answer = await web.get("/theirs", params={"number": SECRET})
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert answer.json()["errors"] == [{"parameter": "number", "detail": "is not valid"}]


@pytest.mark.parametrize(
    ("method", "path", "status", "told"),
    [
        ("GET", "/lost", 404, "todo-not-found"),
        ("GET", "/mine", 401, "invalid-token"),
        ("GET", "/nowhere", 404, "not-found"),
        ("POST", "/lost", 405, "method-not-allowed"),
    ],
)
async def test_an_error_is_told_as_a_problem(
    web: httpx2.AsyncClient, method: str, path: str, status: int, told: str
) -> None:
    answer = await web.request(method, path)
    assert (answer.status_code, slug(answer)) == (status, told)
    assert answer.headers.get("allow") == ("GET" if status == 405 else None)
    assert answer.headers.get("www-authenticate") == ("Bearer" if status == 401 else None)


async def test_a_status_without_a_name_of_ours_is_told_as_it_is(web: httpx2.AsyncClient) -> None:
    answer = await web.get("/paid")
    assert answer.json() == {"type": "about:blank", "title": "Payment Required", "status": 402}
    assert (answer.headers["content-type"], answer.headers["x-price"]) == ("application/problem+json", "5")
