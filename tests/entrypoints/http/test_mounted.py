"""Our routes in somebody else's application."""

import asyncio
from typing import Annotated, Any

import httpx2
import pytest
from fastapi import Depends, FastAPI, HTTPException, Request
from pydantic import BaseModel

from tests.entrypoints.http.serving import client_of, log_in, slug, use_cases_of
from todoauth import AddTodo, TodoContent
from todoauth.entrypoints.http import CurrentUser, Wiring, connect, install, use
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.testing.world import World


class Note(BaseModel):
    text: str


@pytest.fixture
def theirs(world: World) -> FastAPI:
    app = FastAPI()

    @app.get("/")
    async def home() -> str:
        return "theirs"

    @app.post("/notes")
    async def write(note: Note, copy: str = "") -> str:
        return note.text + copy

    @app.get("/mine")
    async def mine(user: CurrentUser) -> str:
        return str(user.user_id)

    @app.post("/mine")
    async def add(user: CurrentUser, add: Annotated[AddTodo, use(AddTodo)]) -> str:
        return (await add(owner=user.user_id, content=TodoContent("From elsewhere"))).content.text

    install(app, prefix="/accounts")
    connect(app, Wiring(use_cases=use_cases_of(world)))

    @app.put("/accounts/todos")
    async def put() -> str:
        return "theirs"

    return app


@pytest.fixture
def visitor(theirs: FastAPI) -> httpx2.AsyncClient:
    return client_of(theirs)


async def test_ours_work_under_their_prefix(visitor: httpx2.AsyncClient) -> None:
    tokens = await log_in(visitor, "ada", "/accounts")
    visitor.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    added = await visitor.post("/accounts/todos", json={"content": "x"})

    assert added.headers["location"].startswith("/accounts/todos/")
    assert (await visitor.get(added.headers["location"])).json() == added.json()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"{", "malformed-body"),
        (b'{"a": NaN}', "malformed-body"),
        (b"[" * 1_000, "malformed-body"),
        (b"{}", "invalid-value"),
        (b"x" * 65_537, "body-too-large"),
    ],
)
async def test_our_door_and_our_problems_hold_on_ours(visitor: httpx2.AsyncClient, content: bytes, told: str) -> None:
    headers = {"Content-Type": "application/json"}
    answer = await visitor.post("/accounts/users/sign-up", content=content, headers=headers)
    assert slug(answer) == told


async def test_what_can_be_done_at_a_path_is_told_by_ours_and_theirs_together(visitor: httpx2.AsyncClient) -> None:
    answer = await visitor.delete("/accounts/todos")
    assert (answer.status_code, slug(answer), answer.headers["allow"]) == (405, "method-not-allowed", "GET, POST, PUT")
    assert (await visitor.put("/accounts/todos")).json() == "theirs"


async def test_theirs_stay_as_they_were(visitor: httpx2.AsyncClient) -> None:
    assert (await visitor.get("/")).json() == "theirs"
    lenient = await visitor.post("/notes?copy=1&copy=2&more=3", json={"text": "a", "unknown": 1})
    assert (lenient.status_code, lenient.json()) == (200, "a2")
    stock = await visitor.post("/notes", json={"text": 1})
    assert (stock.status_code, stock.headers["content-type"]) == (422, "application/json")
    assert stock.json()["detail"][0]["loc"] == ["body", "text"]
    assert (await visitor.get("/nowhere")).json() == {"detail": "Not Found"}
    assert (await visitor.delete("/notes")).json() == {"detail": "Method Not Allowed"}
    assert (await visitor.get("/docs")).status_code == 200
    assert "content-security-policy" not in stock.headers


async def test_they_can_ask_who_is_there(visitor: httpx2.AsyncClient) -> None:
    refused = await visitor.get("/mine")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json() == {"detail": "The token is missing, malformed, expired or revoked."}

    tokens = await log_in(visitor, "ada", "/accounts")
    visitor.headers["Authorization"] = f"Bearer {tokens['access_token']}"

    assert (await visitor.get("/mine")).json() == (await visitor.get("/accounts/users/me")).json()["id"]
    assert (await visitor.post("/mine")).json() == "From elsewhere"


async def test_their_page_knows_where_our_tokens_are_to_be_had(theirs: FastAPI) -> None:
    document = theirs.openapi()

    scheme = document["components"]["securitySchemes"]["todoauth"]
    assert scheme["flows"]["password"]["tokenUrl"] == "/accounts/auth/token"
    assert "TodoauthProblem" in document["components"]["schemas"]
    assert document["paths"]["/mine"]["get"]["security"] == [{"todoauth": []}]
    assert document == theirs.openapi()


async def test_what_their_dependencies_refuse_is_answered_their_way(world: World) -> None:
    async def closed() -> None:
        raise HTTPException(402, "Pay first")

    app = FastAPI(dependencies=[Depends(closed)])
    install(app)
    connect(app, Wiring(use_cases=use_cases_of(world)))
    async with client_of(app) as web:
        answer = await web.post("/users/sign-up", json={})
    assert (answer.status_code, answer.json()) == (402, {"detail": "Pay first"})


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/auth/token", {"data": {"grant_type": "password", "username": "ada", "password": "wrong"}}, 400),
        ("/users/sign-up", {"json": {"username": "ada", "password": "a password of many words"}}, 201),
    ],
)
async def test_their_dependencies_may_have_read_the_body(
    world: World, path: str, body: dict[str, Any], status: int
) -> None:
    async def sign(request: Request) -> None:
        assert await request.body()

    app = FastAPI(dependencies=[Depends(sign)])
    install(app)
    connect(app, Wiring(use_cases=use_cases_of(world)))
    async with client_of(app) as web, asyncio.timeout(5):
        answer = await web.post(path, **body)
    assert answer.status_code == status, answer.text
    assert "body" not in answer.text


async def test_a_service_of_ours_can_be_mounted_whole(world: World) -> None:
    ours, theirs = FastAPI(), FastAPI()
    install(ours, prefix="/v1")
    connect(ours, Wiring(use_cases=use_cases_of(world)))
    theirs.mount("/accounts", ours)
    async with client_of(theirs) as web:
        tokens = await log_in(web, "ada", "/accounts/v1")
        web.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        added = await web.post("/accounts/v1/todos", json={"content": "x"})
        assert (await web.get(added.headers["location"])).json() == added.json()
        assert (await web.delete("/accounts/v1/todos")).headers["allow"] == "GET, POST"


def test_a_route_that_asks_nobody_who_they_are_must_say_that_it_is_public() -> None:
    async def open_to_all() -> None: ...

    with pytest.raises(TypeError, match="open to everybody"):
        DoorRoute("/open", open_to_all, tags=["x"])


async def test_theirs_are_told_that_ours_are_not_open_yet(theirs: FastAPI, visitor: httpx2.AsyncClient) -> None:
    connect(theirs, Wiring(use_cases=None))
    answer = await visitor.get("/mine", headers={"Authorization": "Bearer x"})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "2")
    assert (await visitor.get("/")).status_code == 200
