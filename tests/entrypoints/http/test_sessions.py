import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import PASSWORD, client_of, slug

UNKNOWN = "00000000-0000-7000-8000-000000000000"


async def log_in_again(web: httpx2.AsyncClient, **headers: str) -> str:
    answer = await web.post("/users/log-in", json={"username": "ada", "password": PASSWORD}, headers=headers)
    return str(answer.json()["access_token"])


async def test_users_see_where_they_are_logged_in(app: FastAPI, ada: httpx2.AsyncClient) -> None:
    async with client_of(app, address="2001:db8::7") as elsewhere:
        await log_in_again(elsewhere, **{"User-Agent": "Lynx/2.9.2"})

    answer = await ada.get("/users/me/sessions")

    other, this = answer.json()["sessions"]
    assert (answer.status_code, answer.json()["next_cursor"]) == (200, None)
    assert this["client"].startswith("python-httpx")
    assert other == {
        "id": other["id"],
        "created_at": "2026-01-01T12:00:00Z",
        "last_used_at": "2026-01-01T12:00:00Z",
        "ends_at": "2026-01-15T12:00:00Z",
        "client": "Lynx/2.9.2",
        "network": "2001:db8::/64",
        "is_current": False,
    }
    assert (this["network"], this["is_current"]) == ("203.0.113.0/24", True)


async def test_a_refresh_tells_anew_from_where(app: FastAPI, ada: httpx2.AsyncClient) -> None:
    async with client_of(app, address="198.51.100.7", headers={"User-Agent": "curl/8"}) as elsewhere:
        answer = await elsewhere.post("/auth/token", data={"username": "ada", "password": PASSWORD})
    form = {"grant_type": "refresh_token", "refresh_token": answer.json()["refresh_token"]}
    await ada.post("/auth/token", data=form, headers={"User-Agent": "Lynx/2.9.2"})

    other = (await ada.get("/users/me/sessions")).json()["sessions"][0]

    assert (other["client"], other["network"]) == ("Lynx/2.9.2", "203.0.113.0/24")


async def test_ending_a_session_shuts_its_tokens_out_at_once(web: httpx2.AsyncClient, ada: httpx2.AsyncClient) -> None:
    bearer = {"Authorization": f"Bearer {await log_in_again(web)}"}
    other = (await ada.get("/users/me/sessions")).json()["sessions"][0]["id"]

    answer = await ada.delete(f"/users/me/sessions/{other}")

    assert (answer.status_code, answer.content) == (204, b"")
    assert (await web.get("/users/me", headers=bearer)).status_code == 401
    assert (await ada.get("/users/me")).status_code == 200


async def test_ending_all_others_shuts_their_tokens_out_at_once(
    web: httpx2.AsyncClient, ada: httpx2.AsyncClient
) -> None:
    others = [{"Authorization": f"Bearer {await log_in_again(web)}"} for _ in range(2)]

    assert (await ada.delete("/users/me/sessions")).status_code == 204

    assert [(await web.get("/users/me", headers=bearer)).status_code for bearer in others] == [401, 401]
    assert len((await ada.get("/users/me/sessions")).json()["sessions"]) == 1


async def test_somebody_elses_session_is_not_there(ada: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    adas = (await ada.get("/users/me/sessions")).json()["sessions"][0]["id"]

    answers = [await bob.delete(f"/users/me/sessions/{session}") for session in (adas, UNKNOWN)]

    assert [(answer.status_code, slug(answer)) for answer in answers] == [(404, "session-not-found")] * 2
    assert answers[0].content == answers[1].content
    assert (await ada.get("/users/me")).status_code == 200


@pytest.mark.parametrize("id", ["1", "x", "all"])
async def test_what_is_no_id_is_invalid(ada: httpx2.AsyncClient, id: str) -> None:
    answer = await ada.delete(f"/users/me/sessions/{id}")
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
