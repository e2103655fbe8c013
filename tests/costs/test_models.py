"""Lists are written out without a model of pydantic, for a row or for the page."""

import pytest
from fastapi import FastAPI
from pydantic import BaseModel

from tests.costs.watching import calls_of_pydantic
from tests.entrypoints.http.serving import client_of, log_in, service
from todoauth import ListCleanings, ListSessions, ListTodos
from todoauth.testing.world import World

LISTS = {"/todos": ListTodos, "/cleanings": ListCleanings, "/users/me/sessions": ListSessions}


class Row(BaseModel):
    """What others would answer with."""

    number: int


def rows() -> list[dict[str, int]]:
    return [{"number": number} for number in range(20)]


@pytest.mark.parametrize("path", LISTS)
async def test_a_list_is_written_out_without_models(path: str):
    async with client_of(service(World())) as web:
        tokens = await log_in(web, "ada")
        web.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        for number in range(20):
            await web.post("/todos", json={"content": f"todo {number}"})
            await web.post("/cleanings", json={"name": f"cleaning {number}", "price": "9.99"})
        with calls_of_pydantic(after=LISTS[path].__call__) as calls:
            answer = await web.get(path)
    assert answer.status_code == 200
    assert calls == []


async def test_a_model_would_be_noticed():
    app = FastAPI()

    @app.get("/rows", response_model=list[Row])
    async def list_rows() -> object:
        return rows()

    async with client_of(app) as web:
        with calls_of_pydantic(after=rows) as calls:
            assert len((await web.get("/rows")).json()) == 20
    assert calls
