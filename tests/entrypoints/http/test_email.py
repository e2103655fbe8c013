from datetime import timedelta

import httpx2
import pytest

from tests.entrypoints.http.serving import PASSWORD, slug
from todoauth import EmailAddress
from todoauth.testing.world import World

ADDRESS = "ada@example.org"


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def ada_of(web: httpx2.AsyncClient, token: str) -> httpx2.Response:
    return await web.get("/users/me", headers=bearer(token))


async def mailed_code(world: World) -> str:
    await world.deliver_mail()
    return world.mailbox.code_to(EmailAddress(ADDRESS)).text


async def test_an_address_is_proved_by_the_code_that_was_mailed_to_it(ada: httpx2.AsyncClient, world: World) -> None:
    asked = await ada.post("/users/email/otp", json={"email": ADDRESS})
    assert (asked.status_code, asked.content) == (202, b"")

    answer = await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": await mailed_code(world)})

    assert answer.status_code == 200
    assert (answer.json()["email"], answer.json()["is_verified"]) == (ADDRESS, True)


async def test_a_wrong_code_is_a_bad_request(ada: httpx2.AsyncClient, world: World) -> None:
    await ada.post("/users/email/otp", json={"email": ADDRESS})
    wrong = "000000" if await mailed_code(world) != "000000" else "000001"

    answer = await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": wrong})

    assert (answer.status_code, slug(answer)) == (400, "wrong-or-expired-code")


@pytest.mark.parametrize("code", [123456, "12345", "1234567", "12345x", "", None, "１２３４５６"])
async def test_a_code_is_a_string_of_six_digits(ada: httpx2.AsyncClient, code: object) -> None:
    answer = await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": code})
    assert answer.json()["errors"] == [{"pointer": "/otp", "detail": "must be a string of six digits"}]


async def test_asking_again_at_once_is_too_early(ada: httpx2.AsyncClient, world: World) -> None:
    await ada.post("/users/email/otp", json={"email": ADDRESS})

    early = await ada.post("/users/email/otp", json={"email": ADDRESS})
    world.clock.advance(timedelta(seconds=31))
    later = await ada.post("/users/email/otp", json={"email": ADDRESS})

    assert (early.status_code, slug(early), early.headers["retry-after"]) == (429, "too-many-attempts", "30")
    assert later.status_code == 202


async def test_an_address_belongs_to_whoever_proves_it_first(
    ada: httpx2.AsyncClient, bob: httpx2.AsyncClient, world: World
) -> None:
    codes: dict[str, str] = {}
    for name, person in (("ada", ada), ("bob", bob)):
        await person.post("/users/email/otp", json={"email": ADDRESS})
        codes[name] = await mailed_code(world)
        world.clock.advance(timedelta(seconds=31))

    first = await bob.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": codes["bob"]})
    second = await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": codes["ada"]})

    assert first.status_code == 200
    assert (second.status_code, slug(second)) == (409, "email-taken")


async def test_a_stolen_access_token_does_not_become_an_account(
    web: httpx2.AsyncClient, ada: httpx2.AsyncClient, world: World
) -> None:
    await ada.post("/users/email/otp", json={"email": ADDRESS})
    await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": await mailed_code(world)})
    tokens = (await web.post("/users/log-in", json={"username": "ada", "password": PASSWORD})).json()
    world.clock.advance(world.fresh_log_in)
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    stolen = (await web.post("/auth/token", data=form)).json()["access_token"]
    while await world.deliver_mail():
        world.mailbox.letters.clear()
    before = (await ada_of(web, stolen)).json()

    for mine in ("thief@example.org", "THIEF@example.org", ADDRESS):
        asked = await web.post("/users/email/otp", json={"email": mine}, headers=bearer(stolen))
        tried = await web.post("/users/email/otp/verify", json={"email": mine, "otp": "123456"}, headers=bearer(stolen))
        assert (asked.status_code, slug(asked)) == (tried.status_code, slug(tried)) == (403, "log-in-again")

    assert (await world.deliver_mail(), (await ada_of(web, stolen)).json()) == (0, before)
    fresh = (await web.post("/users/log-in", json={"username": "ada", "password": PASSWORD})).json()["access_token"]
    hers = {"email": "ada@example.com"}
    assert (await web.post("/users/email/otp", json=hers, headers=bearer(fresh))).status_code == 202


async def test_an_address_is_removed_with_the_password_only(ada: httpx2.AsyncClient, world: World) -> None:
    await ada.post("/users/email/otp", json={"email": ADDRESS})
    await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": await mailed_code(world)})

    wrong = await ada.post("/users/me/email/removal", json={"password": "another password"})
    right = await ada.post("/users/me/email/removal", json={"password": PASSWORD})

    assert (wrong.status_code, slug(wrong)) == (403, "wrong-password")
    assert (right.status_code, right.content) == (204, b"")
    assert (await ada.get("/users/me")).json()["is_verified"] is False
