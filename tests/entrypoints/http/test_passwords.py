from datetime import timedelta

import httpx2
import pytest

from tests.entrypoints.http.serving import PASSWORD, slug
from todoauth import EmailAddress
from todoauth.testing.world import World

ADDRESS, NOBODYS = "ada@example.org", "nobody@example.org"
NEW = "another of many words"


@pytest.fixture
async def mailed(ada: httpx2.AsyncClient, world: World) -> httpx2.AsyncClient:
    """Ada, who has proved an address."""
    await ada.post("/users/email/otp", json={"email": ADDRESS})
    await world.deliver_mail()
    code = world.mailbox.code_to(EmailAddress(ADDRESS)).text
    await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": code})
    await world.deliver_mail()
    world.clock.advance(timedelta(minutes=10))
    return ada


async def code_for(web: httpx2.AsyncClient, world: World) -> str:
    await web.post("/users/password/forgot", json={"email": ADDRESS})
    await world.deliver_mail()
    return world.mailbox.reset_code_to(EmailAddress(ADDRESS)).text


async def log_in(web: httpx2.AsyncClient, password: str) -> httpx2.Response:
    return await web.post("/users/log-in", json={"username": "ada", "password": password})


async def test_a_password_is_changed_by_who_knows_it(web: httpx2.AsyncClient, ada: httpx2.AsyncClient) -> None:
    other = {"Authorization": f"Bearer {(await log_in(web, PASSWORD)).json()['access_token']}"}
    change = {"current_password": PASSWORD, "new_password": NEW}

    wrong = await ada.post("/users/me/password", json=change | {"current_password": NEW})
    right = await ada.post("/users/me/password", json=change)

    assert (wrong.status_code, slug(wrong)) == (403, "wrong-password")
    assert (right.status_code, right.content) == (204, b"")
    assert (await web.get("/users/me", headers=other)).status_code == 401
    assert (await ada.get("/users/me")).status_code == 200
    assert [(await log_in(web, word)).status_code for word in (PASSWORD, NEW)] == [401, 200]


@pytest.mark.parametrize("weak", ["password1", "short", "x" * 257])
async def test_an_easy_or_impossible_new_password_is_refused(ada: httpx2.AsyncClient, weak: str) -> None:
    answer = await ada.post("/users/me/password", json={"current_password": PASSWORD, "new_password": weak})
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/new_password"]
    assert weak not in answer.text


async def test_asking_for_a_code_is_answered_alike_whoever_has_the_address(
    web: httpx2.AsyncClient, mailed: httpx2.AsyncClient
) -> None:
    answers = [await web.post("/users/password/forgot", json={"email": email}) for email in (ADDRESS, NOBODYS)]

    known, unknown = ({**answer.headers, "x-request-id": ""} for answer in answers)
    assert [(answer.status_code, answer.content) for answer in answers] == [(202, b"")] * 2
    assert known == unknown


async def test_a_forgotten_password_is_set_anew_with_the_code_that_was_mailed(
    web: httpx2.AsyncClient, mailed: httpx2.AsyncClient, world: World
) -> None:
    code = await code_for(web, world)
    reset = {"email": ADDRESS, "code": code.lower(), "new_password": NEW}

    answer = await web.post("/users/password/reset", json=reset)
    again = await web.post("/users/password/reset", json=reset)

    assert (answer.status_code, answer.content) == (204, b"")
    assert (again.status_code, slug(again)) == (400, "wrong-or-expired-code")
    assert (await mailed.get("/users/me")).status_code == 401
    assert [(await log_in(web, word)).status_code for word in (PASSWORD, NEW)] == [401, 200]


async def test_a_wrong_code_and_an_unknown_address_get_one_identical_answer(
    web: httpx2.AsyncClient, mailed: httpx2.AsyncClient, world: World
) -> None:
    await code_for(web, world)
    reset = {"code": "ZZZZZZZZ", "new_password": NEW}

    answers = [await web.post("/users/password/reset", json=reset | {"email": email}) for email in (ADDRESS, NOBODYS)]

    assert [slug(answer) for answer in answers] == ["wrong-or-expired-code"] * 2
    assert answers[0].content == answers[1].content


@pytest.mark.parametrize("code", ["", "ABCDEFG", "ABCDEFG0", "ABCDEFGHJ", 23456789, None])
async def test_what_can_be_no_code_is_invalid(web: httpx2.AsyncClient, code: object) -> None:
    reset = {"email": ADDRESS, "code": code, "new_password": NEW}
    answer = await web.post("/users/password/reset", json=reset)
    assert answer.json()["errors"] == [
        {"pointer": "/code", "detail": "must be a string of eight letters and digits, without 0, 1, I and O"}
    ]
