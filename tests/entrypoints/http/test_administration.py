from collections.abc import AsyncIterator

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import PASSWORD, client_of, slug
from todoauth import Password, Username
from todoauth.testing.world import World

NOBODY = "01a1fe40-a51d-7a5c-a746-e92d1f8cb216"


@pytest.fixture
async def root(app: FastAPI, web: httpx2.AsyncClient, world: World) -> AsyncIterator[httpx2.AsyncClient]:
    await world.create_superuser(username=Username("root"), password=Password(PASSWORD))
    answer = await web.post("/users/log-in", json={"username": "root", "password": PASSWORD})
    async with client_of(app, headers={"Authorization": f"Bearer {answer.json()['access_token']}"}) as client:
        yield client


async def id_of(client: httpx2.AsyncClient) -> str:
    return str((await client.get("/users/me")).json()["id"])


async def test_superusers_leaf_through_all_accounts(
    root: httpx2.AsyncClient, ada: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    first = (await root.get("/users", params={"limit": 2})).json()
    assert [user["username"] for user in first["users"]] == ["root", "ada"]
    rest = (await root.get("/users", params={"limit": 2, "cursor": first["next_cursor"]})).json()
    assert ([user["username"] for user in rest["users"]], rest["next_cursor"]) == (["bob"], None)
    found = (await root.get("/users", params={"q": "AD", "is_superuser": "false", "is_active": "true"})).json()
    assert found == {"users": [(await ada.get("/users/me")).json()], "next_cursor": None}


async def test_an_account_is_closed_on_the_very_next_request(root: httpx2.AsyncClient, ada: httpx2.AsyncClient) -> None:
    whose = await id_of(ada)
    read = await root.get(f"/users/{whose}")
    assert (read.status_code, read.headers["etag"]) == (200, '"1"')
    changed = await root.patch(f"/users/{whose}", json={"is_active": False}, headers={"If-Match": '"1"'})
    assert (changed.status_code, changed.headers["etag"], changed.json()["is_active"]) == (200, '"2"', False)
    assert (await ada.get("/users/me")).status_code == 401
    stale = await root.patch(f"/users/{whose}", json={"is_active": True}, headers={"If-Match": '"1"'})
    assert (stale.status_code, slug(stale)) == (412, "outdated")


async def test_somebody_is_logged_out_and_removed(root: httpx2.AsyncClient, ada: httpx2.AsyncClient) -> None:
    whose = await id_of(ada)
    assert (await root.delete(f"/users/{whose}/sessions")).status_code == 204
    assert (await ada.get("/users/me")).status_code == 401
    assert (await root.delete(f"/users/{whose}")).status_code == 204
    gone = await root.delete(f"/users/{whose}")
    assert (gone.status_code, slug(gone)) == (404, "user-not-found")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/users", None),
        ("GET", "/users/{}", None),
        ("PATCH", "/users/{}", {"is_superuser": True}),
        ("DELETE", "/users/{}", None),
        ("DELETE", "/users/{}/sessions", None),
    ],
)
async def test_nobody_else_may(
    web: httpx2.AsyncClient, ada: httpx2.AsyncClient, method: str, path: str, body: object
) -> None:
    for whose in (await id_of(ada), NOBODY):
        answer = await ada.request(method, path.format(whose), json=body)
        assert (answer.status_code, slug(answer)) == (403, "not-a-superuser")
        assert (await web.request(method, path.format(whose), json=body)).status_code == 401
    assert (await ada.get("/users/me")).json()["is_superuser"] is False


async def test_the_last_superuser_stays(root: httpx2.AsyncClient) -> None:
    whose = await id_of(root)
    for answer in (
        await root.patch(f"/users/{whose}", json={"is_superuser": False}),
        await root.delete(f"/users/{whose}"),
        await root.post("/users/me/deletion", json={"password": PASSWORD}),
    ):
        assert (answer.status_code, slug(answer)) == (409, "last-superuser")


@pytest.mark.parametrize(
    "body", [{"username": "eve"}, {"is_active": 1}, {"is_superuser": None}, {"password_hash": "x"}]
)
async def test_nothing_else_of_an_account_can_be_changed(
    root: httpx2.AsyncClient, ada: httpx2.AsyncClient, body: object
) -> None:
    answer = await root.patch(f"/users/{await id_of(ada)}", json=body)
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")


async def test_a_path_that_is_no_id_leads_nowhere(root: httpx2.AsyncClient) -> None:
    for path in ("/users/everybody", f"/users/{NOBODY}x", "/users/1"):
        answer = await root.get(path)
        assert (answer.status_code, slug(answer)) == (404, "not-found")
    refused = await root.delete("/users/me")
    assert (refused.status_code, slug(refused)) == (405, "method-not-allowed")
