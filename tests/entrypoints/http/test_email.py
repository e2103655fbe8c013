from datetime import timedelta

import httpx2
import pytest

from tests.entrypoints.http.serving import PASSWORD, slug
from todoauth import EmailAddress
from todoauth.testing.world import World

ADDRESS = "ada@example.org"


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


async def test_an_address_is_removed_with_the_password_only(ada: httpx2.AsyncClient, world: World) -> None:
    await ada.post("/users/email/otp", json={"email": ADDRESS})
    await ada.post("/users/email/otp/verify", json={"email": ADDRESS, "otp": await mailed_code(world)})

    wrong = await ada.post("/users/me/email/removal", json={"password": "another password"})
    right = await ada.post("/users/me/email/removal", json={"password": PASSWORD})

    assert (wrong.status_code, slug(wrong)) == (403, "wrong-password")
    assert (right.status_code, right.content) == (204, b"")
    assert (await ada.get("/users/me")).json()["is_verified"] is False
