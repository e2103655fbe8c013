from urllib.parse import quote
from uuid import uuid4

import httpx2
import pytest

from tests.entrypoints.http.serving import client_of, log_in, service, slug
from todoauth import Quotas
from todoauth.testing.world import World


async def a_todo(person: httpx2.AsyncClient, **fields: object) -> str:
    answer = await person.post("/todos", json={"content": "Buy milk", **fields})
    assert answer.status_code == 201
    return str(answer.headers["location"])


async def test_a_new_todo_says_where_it_is_and_which_version(ada: httpx2.AsyncClient) -> None:
    answer = await ada.post("/todos", json={"content": "Buy milk"})

    assert answer.status_code == 201
    assert answer.json() == {
        "id": answer.json()["id"],
        "content": "Buy milk",
        "is_done": False,
        "created_at": "2026-01-01T12:00:00Z",
        "updated_at": "2026-01-01T12:00:00Z",
        "version": 1,
    }
    assert answer.headers["etag"] == '"1"'
    assert (await ada.get(answer.headers["location"])).json() == answer.json()


async def test_a_patch_changes_what_it_names(ada: httpx2.AsyncClient) -> None:
    todo = await a_todo(ada)

    untouched = await ada.patch(todo, json={})
    done = await ada.patch(todo, json={"is_done": True})

    assert (untouched.status_code, untouched.json()["version"]) == (200, 1)
    assert (done.json()["content"], done.json()["is_done"], done.headers["etag"]) == ("Buy milk", True, '"2"')


async def test_a_put_replaces_and_puts_back_the_defaults(ada: httpx2.AsyncClient) -> None:
    todo = await a_todo(ada, is_done=True)

    answer = await ada.put(todo, json={"content": "Buy bread"})

    assert (answer.status_code, answer.json()["content"], answer.json()["is_done"]) == (200, "Buy bread", False)


@pytest.mark.parametrize(
    ("method", "body", "pointers"),
    [
        ("POST", {}, ["/content"]),
        ("POST", {"content": ""}, ["/content"]),
        ("POST", {"content": " \n"}, ["/content"]),
        ("POST", {"content": "x" * 257}, ["/content"]),
        ("POST", {"content": 5, "is_done": "true"}, ["/content", "/is_done"]),
        ("POST", {"content": "x", "owner": "y", "version": 7}, ["/owner", "/version"]),
        ("PUT", {"is_done": True}, ["/content"]),
        ("PATCH", {"content": None}, ["/content"]),
        ("PATCH", {"is_done": None}, ["/is_done"]),
        ("PATCH", {"is_done": 1}, ["/is_done"]),
        ("PATCH", {"is_done": 1.0}, ["/is_done"]),
        ("PATCH", {"id": "x"}, ["/id"]),
    ],
)
async def test_an_invalid_todo_is_refused_and_nothing_changes(
    ada: httpx2.AsyncClient, method: str, body: dict[str, object], pointers: list[str]
) -> None:
    todo = await a_todo(ada)
    before = (await ada.get("/todos")).json()

    answer = await ada.request(method, "/todos" if method == "POST" else todo, json=body)

    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert (await ada.get("/todos")).json() == before


async def test_a_change_of_a_version_that_is_gone_is_refused(ada: httpx2.AsyncClient) -> None:
    todo = await a_todo(ada)
    await ada.patch(todo, json={"is_done": True})

    for method, body in (("PATCH", {"is_done": False}), ("PUT", {"content": "x"}), ("DELETE", None)):
        for tag in ('"1"', 'W/"2"', '"abc"'):
            answer = await ada.request(method, todo, json=body, headers={"If-Match": tag})
            assert (answer.status_code, slug(answer)) == (412, "outdated")
        answer = await ada.request(method, todo, json=body, headers={"If-Match": "nonsense"})
        assert (answer.status_code, slug(answer)) == (400, "malformed-header")
        answer = await ada.request(method, todo, json=body, headers=[("If-Match", '"2"'), ("If-Match", '"2"')])
        assert (answer.status_code, slug(answer)) == (400, "malformed-header")

    assert (await ada.patch(todo, json={"content": "x"}, headers={"If-Match": '"2"'})).status_code == 200
    assert (await ada.delete(todo, headers={"If-Match": "*"})).status_code == 204


async def test_where_versions_are_required_a_change_must_name_one() -> None:
    app = service(World(), require_if_match=True)
    async with client_of(app) as ada:
        ada.headers["Authorization"] = f"Bearer {(await log_in(ada, 'ada'))['access_token']}"
        todo = await a_todo(ada)
        for method, body in (("PATCH", {}), ("PUT", {"content": "x"}), ("DELETE", None)):
            answer = await ada.request(method, todo, json=body)
            assert (answer.status_code, slug(answer)) == (428, "precondition-required")
        answer = await ada.patch("/users/me", json={})
        assert slug(answer) == "precondition-required"
        assert (await ada.delete(todo, headers={"If-Match": '"1"'})).status_code == 204


async def test_the_todo_of_somebody_else_is_not_found(ada: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    todo = await a_todo(ada)

    for method, body in (("GET", None), ("PATCH", {}), ("PUT", {"content": "x"}), ("DELETE", None)):
        for path in (todo, f"/todos/{uuid4()}"):
            answer = await bob.request(method, path, json=body)
            assert (answer.status_code, slug(answer)) == (404, "todo-not-found")
    assert (await bob.get("/todos")).json() == {"todos": [], "next_cursor": None}


@pytest.mark.parametrize(
    "id",
    [
        "1",
        "nonsense",
        "0" * 32,
        "{00000000-0000-0000-0000-000000000000}",
        "urn:uuid:00000000-0000-0000-0000-000000000000",
        "00000000-0000-0000-0000-00000000000\n",
    ],
)
async def test_an_id_that_is_no_uuid_is_refused_by_name(ada: httpx2.AsyncClient, id: str) -> None:
    answer = await ada.get(f"/todos/{quote(id)}")
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert answer.json()["errors"] == [{"parameter": "id", "detail": "must be a UUID"}]


async def test_a_list_is_leafed_through_and_filtered(ada: httpx2.AsyncClient) -> None:
    for number in range(5):
        await a_todo(ada, content=f"Todo {number}", is_done=number == 3)

    async def contents(query: str) -> list[str]:
        return [todo["content"] for todo in (await ada.get(f"/todos?{query}")).json()["todos"]]

    first = (await ada.get("/todos?limit=2&order=DESC")).json()
    assert [todo["content"] for todo in first["todos"]] == ["Todo 4", "Todo 3"]
    assert await contents(f"limit=2&order=DESC&cursor={first['next_cursor']}") == ["Todo 2", "Todo 1"]
    assert await contents("is_done=true") == ["Todo 3"]
    assert await contents("is_done=false&q=TODO%202") == ["Todo 2"]
    assert await contents("q=%25") == []


async def test_one_todo_too_many_is_a_conflict() -> None:
    world = World()
    world.quotas = Quotas(todos=1)
    async with client_of(service(world)) as web:
        bearer = {"Authorization": f"Bearer {(await log_in(web, 'ada'))['access_token']}"}
        answers = [await web.post("/todos", json={"content": "Buy milk"}, headers=bearer) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 409]
    assert slug(answers[1]) == "too-many-todos"
