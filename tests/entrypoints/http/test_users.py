from datetime import timedelta

import httpx2
import pytest

from tests.entrypoints.http.serving import PASSWORD, client_of, log_in, service, slug
from todoauth import Limit, Limits
from todoauth.testing.world import World


async def test_a_newcomer_is_told_where_their_account_is(web: httpx2.AsyncClient) -> None:
    person = {"username": "ada", "password": PASSWORD, "password_confirmation": PASSWORD, "full_name": "Ada Lovelace"}

    answer = await web.post("/users/sign-up", json=person)

    assert answer.status_code == 201
    assert (answer.headers["location"], answer.headers["etag"]) == ("/users/me", '"1"')
    assert answer.json() == {
        "id": answer.json()["id"],
        "username": "ada",
        "full_name": "Ada Lovelace",
        "email": None,
        "is_verified": False,
        "is_active": True,
        "is_superuser": False,
        "created_at": "2026-01-01T12:00:00Z",
        "updated_at": "2026-01-01T12:00:00Z",
    }


async def test_a_taken_name_is_a_conflict(web: httpx2.AsyncClient, ada: httpx2.AsyncClient) -> None:
    answer = await web.post("/users/sign-up", json={"username": "ADA", "password": PASSWORD})
    assert (answer.status_code, slug(answer)) == (409, "username-taken")


@pytest.mark.parametrize(
    ("changes", "pointers"),
    [
        ({"username": "a"}, ["/username"]),
        ({"username": 5}, ["/username"]),
        ({"username": None}, ["/username"]),
        ({"username": "   "}, ["/username"]),
        ({"username": "\N{CYRILLIC SMALL LETTER A}da"}, ["/username"]),
        ({"password": "short"}, ["/password"]),
        ({"password": "password1"}, ["/password"]),
        ({"password": "x" * 257}, ["/password"]),
        ({"password": True}, ["/password"]),
        ({"password_confirmation": "another password"}, ["/password_confirmation"]),
        ({"password_confirmation": 1}, ["/password_confirmation"]),
        ({"password": "x", "password_confirmation": "another password"}, ["/password"]),
        ({"email": "nonsense"}, ["/email"]),
        ({"email": ["ada@example.org"]}, ["/email"]),
        ({"full_name": ""}, ["/full_name"]),
        ({"is_superuser": True, "id": "1"}, ["/is_superuser", "/id"]),
        ({"a/b~c": 1}, ["/a~1b~0c"]),
    ],
)
async def test_an_invalid_newcomer_is_refused_field_by_field(
    web: httpx2.AsyncClient, changes: dict[str, object], pointers: list[str]
) -> None:
    person = {"username": "ada", "password": PASSWORD} | changes

    answer = await web.post("/users/sign-up", json=person)

    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert str(changes.get("password", PASSWORD)) not in answer.text or changes.get("password") in {"x", True}


async def test_what_is_missing_is_named(web: httpx2.AsyncClient) -> None:
    answer = await web.post("/users/sign-up", json={})
    assert answer.json()["errors"] == [
        {"pointer": "/username", "detail": "is missing"},
        {"pointer": "/password", "detail": "is missing"},
    ]


async def test_logging_in_gives_tokens_that_nobody_keeps(web: httpx2.AsyncClient) -> None:
    await web.post("/users/sign-up", json={"username": "ada", "password": PASSWORD})

    answer = await web.post("/users/log-in", json={"username": "Ada", "password": PASSWORD})

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json() == {
        "access_token": answer.json()["access_token"],
        "token_type": "bearer",
        "expires_in": 900,
        "refresh_token": answer.json()["refresh_token"],
        "username": "ada",
    }


async def test_every_wrong_log_in_gets_one_identical_answer(web: httpx2.AsyncClient, ada: httpx2.AsyncClient) -> None:
    tries = [
        ("ada", "another password"),
        ("nobody", PASSWORD),
        ("x", "y"),
        ("no/name", ""),
        ("ada@example.org", PASSWORD),
    ]

    answers = [await web.post("/users/log-in", json={"username": name, "password": word}) for name, word in tries]

    assert {(answer.status_code, answer.headers["www-authenticate"]) for answer in answers} == {(401, "Bearer")}
    assert len({answer.content for answer in answers}) == 1
    assert slug(answers[0]) == "wrong-credentials"


async def test_a_log_in_of_the_wrong_types_is_invalid(web: httpx2.AsyncClient) -> None:
    answer = await web.post("/users/log-in", json={"username": 1, "password": None})
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/username", "/password"]


async def test_too_many_log_ins_from_one_address_are_held_back_and_no_others() -> None:
    world = World()
    world.limits = Limits(log_in_per_client=Limit(2, timedelta(minutes=1)))
    app = service(world)
    async with client_of(app) as web, client_of(app, address="203.0.113.8") as another:
        await log_in(web, "ada")
        person = {"username": "ada", "password": PASSWORD}
        await web.post("/users/log-in", json=person, headers={"X-Forwarded-For": "9.9.9.9"})
        answer = await web.post("/users/log-in", json=person, headers={"X-Forwarded-For": "8.8.8.8"})
        assert (answer.status_code, slug(answer), answer.headers["retry-after"]) == (429, "too-many-attempts", "60")
        assert (await another.post("/users/log-in", json=person)).status_code == 200


async def test_logging_out_ends_the_session_at_once(ada: httpx2.AsyncClient) -> None:
    assert (await ada.post("/users/log-out")).status_code == 204

    answer = await ada.get("/users/me")
    assert (answer.status_code, slug(answer), answer.headers["www-authenticate"]) == (401, "invalid-token", "Bearer")


async def test_absent_null_and_a_value_are_three_things(ada: httpx2.AsyncClient) -> None:
    named = await ada.patch("/users/me", json={"full_name": "Ada"})
    untouched = await ada.patch("/users/me", json={})
    nameless = await ada.patch("/users/me", json={"full_name": None, "username": "lovelace"})

    assert (named.json()["full_name"], named.headers["etag"]) == ("Ada", '"2"')
    assert (untouched.json(), untouched.headers["etag"]) == (named.json(), '"2"')
    assert (nameless.json()["full_name"], nameless.json()["username"]) == (None, "lovelace")
    assert (await ada.get("/users/me")).json() == nameless.json()


async def test_a_username_of_null_is_invalid(ada: httpx2.AsyncClient) -> None:
    answer = await ada.patch("/users/me", json={"username": None})
    assert answer.json()["errors"] == [{"pointer": "/username", "detail": "must be text"}]


async def test_an_outdated_change_of_an_account_is_refused(ada: httpx2.AsyncClient) -> None:
    answer = await ada.patch("/users/me", json={"full_name": "Ada"}, headers={"If-Match": '"7"'})
    assert (answer.status_code, slug(answer)) == (412, "outdated")


async def test_an_account_is_deleted_with_its_password_only(ada: httpx2.AsyncClient) -> None:
    wrong = await ada.post("/users/me/deletion", json={"password": "another password"})
    assert (wrong.status_code, slug(wrong)) == (403, "wrong-password")

    assert (await ada.post("/users/me/deletion", json={"password": PASSWORD})).status_code == 204
    assert (await ada.get("/users/me")).status_code == 401


@pytest.mark.parametrize(
    "authorization",
    [
        [],
        [""],
        ["Bearer"],
        ["Bearer "],
        ["Bearer x"],
        ["Bearer a.b.c"],
        ["Bearer \xe9"],
        ["Basic YTpi"],
        ["{token}"],
        ["Bearer {token}="],
        ["Bearer {token} x"],
        ["Bearer {token}", "Bearer {token}"],
        ["Bearer {token}, Bearer {token}"],
        ["Bearer {refresh}"],
        ["Bearer " + "x" * 4_097],
    ],
)
async def test_nobody_gets_in_without_one_good_token(web: httpx2.AsyncClient, authorization: list[str]) -> None:
    tokens = await log_in(web, "ada")
    given = [
        (b"Authorization", text.format(token=tokens["access_token"], refresh=tokens["refresh_token"]).encode("latin-1"))
        for text in authorization
    ]

    answer = await web.get("/users/me", headers=given)

    assert (answer.status_code, slug(answer), answer.headers["www-authenticate"]) == (401, "invalid-token", "Bearer")


@pytest.mark.parametrize("scheme", ["Bearer", "bearer", "BEARER", "Bearer  "])
async def test_the_scheme_may_be_spelled_anyhow(web: httpx2.AsyncClient, scheme: str) -> None:
    tokens = await log_in(web, "ada")
    answer = await web.get("/users/me", headers={"Authorization": f"{scheme} {tokens['access_token']}"})
    assert answer.status_code == 200


async def test_where_addresses_must_be_proved_the_unproved_may_only_prove_one_read_themselves_and_leave() -> None:
    world = World()
    world.require_verified = True
    app = service(world)
    async with client_of(app) as web:
        tokens = await log_in(web, "ada")
        web.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        assert (await web.get("/users/me")).status_code == 200
        assert (await web.post("/users/email/otp", json={"email": "ada@example.org"})).status_code == 202
        for answer in (await web.get("/todos"), await web.patch("/users/me", json={}), await web.get("/cleanings")):
            assert (answer.status_code, slug(answer)) == (403, "email-not-proved")
        assert (await web.post("/users/log-out")).status_code == 204
