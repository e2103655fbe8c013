from datetime import timedelta
from urllib.parse import urlencode

import httpx2
import pytest

from tests.entrypoints.http.serving import PASSWORD, client_of, log_in, service, slug
from todoauth import Limit, Limits
from todoauth.testing.world import World

PERSON = {"username": "ada", "password": PASSWORD}


@pytest.fixture
async def tokens(web: httpx2.AsyncClient) -> dict[str, str]:
    return await log_in(web, "ada")


@pytest.mark.parametrize(
    "form",
    [
        {"grant_type": "password", **PERSON},
        {"grant_type": "password", **PERSON, "scope": "", "client_id": "", "client_secret": "x", "anything": "y"},
        PERSON,
        {"grant_type": "", **PERSON},
    ],
)
@pytest.mark.usefixtures("tokens")
async def test_a_name_and_a_password_are_exchanged_for_tokens(web: httpx2.AsyncClient, form: dict[str, str]) -> None:
    answer = await web.post("/auth/token", data=form)

    assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
    assert answer.json()["token_type"] == "bearer"
    assert (
        await web.get("/users/me", headers={"Authorization": f"Bearer {answer.json()['access_token']}"})
    ).status_code == 200


async def test_a_refresh_token_is_exchanged_once(web: httpx2.AsyncClient, tokens: dict[str, str]) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

    first, second = await web.post("/auth/token", data=form), await web.post("/auth/token", data=form)

    assert first.status_code == 200
    assert (second.status_code, second.json()["error"]) == (400, "invalid_grant")


async def test_a_refresh_whose_answer_was_lost_is_repeated_with_its_key(
    web: httpx2.AsyncClient, tokens: dict[str, str]
) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}

    lost = await web.post("/auth/token", data=form, headers={"Idempotency-Key": "8e03978e"})
    again = await web.post("/auth/token", data=form, headers={"Idempotency-Key": "8e03978e"})
    stolen = await web.post("/auth/token", data=form, headers={"Idempotency-Key": "another"})

    assert (again.status_code, again.json()["refresh_token"]) == (200, lost.json()["refresh_token"])
    assert (stolen.status_code, stolen.json()["error"]) == (400, "invalid_grant")
    bearer = {"Authorization": f"Bearer {again.json()['access_token']}"}
    assert (await web.get("/users/me", headers=bearer)).status_code == 401


@pytest.mark.parametrize("keys", [[""], ["a b"], ["x" * 256], ["caf\xe9"], ["one", "one"]])
async def test_a_key_that_makes_no_sense_spends_no_token(
    web: httpx2.AsyncClient, tokens: dict[str, str], keys: list[str]
) -> None:
    form = {"grant_type": "refresh_token", "refresh_token": tokens["refresh_token"]}
    headers = [(b"Idempotency-Key", key.encode("latin-1")) for key in keys]

    answer = await web.post("/auth/token", data=form, headers=headers)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")
    assert answer.json()["error_description"].startswith("Idempotency-Key must")
    assert (await web.post("/auth/token", data=form)).status_code == 200


@pytest.mark.parametrize(
    ("form", "error"),
    [
        ({}, "invalid_request"),
        ({"username": "ada"}, "invalid_request"),
        ({"grant_type": "password", "username": "ada"}, "invalid_request"),
        ({"grant_type": "password", "username": "ada", "password": ""}, "invalid_request"),
        ({"grant_type": "refresh_token"}, "invalid_request"),
        ({"refresh_token": "x"}, "invalid_request"),
        ({"grant_type": "client_credentials"}, "unsupported_grant_type"),
        ({"grant_type": "Password", **PERSON}, "unsupported_grant_type"),
        ({"grant_type": "password", "username": "ada", "password": "another password"}, "invalid_grant"),
        ({"grant_type": "password", "username": "x", "password": "y"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x"}, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "A" * 43}, "invalid_grant"),
    ],
)
async def test_an_oauth_client_is_told_what_is_wrong_in_its_own_words(
    web: httpx2.AsyncClient, form: dict[str, str], error: str
) -> None:
    answer = await web.post(
        "/auth/token",
        content=urlencode(form).encode(),
        headers={"Content-Type": "application/x-www-form-urlencoded"},
    )

    assert (answer.status_code, answer.headers["content-type"]) == (400, "application/json")
    assert answer.json()["error"] == error
    assert set(answer.json()) == {"error", "error_description"}
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("content", "media_type", "status"),
    [
        (b"grant_type=password&grant_type=password", "application/x-www-form-urlencoded", 400),
        (b"nonsense", "application/x-www-form-urlencoded", 400),
        (b"{}", "application/json", 415),
        (b"a=" + b"x" * 65_536, "application/x-www-form-urlencoded", 413),
    ],
)
@pytest.mark.parametrize("path", ["/auth/token", "/auth/revoke"])
async def test_what_is_no_form_is_an_invalid_request(
    web: httpx2.AsyncClient, path: str, content: bytes, media_type: str, status: int
) -> None:
    answer = await web.post(path, content=content, headers={"Content-Type": media_type})
    assert (answer.status_code, answer.json()["error"]) == (status, "invalid_request")


async def test_a_parameter_in_the_address_is_an_invalid_request(web: httpx2.AsyncClient) -> None:
    answer = await web.post("/auth/token?grant_type=password", data=PERSON)
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


@pytest.mark.parametrize("token", ["{refresh}", "{access}", "unknown", "A" * 43])
async def test_revoking_answers_alike_whatever_the_token_was(
    web: httpx2.AsyncClient, tokens: dict[str, str], token: str
) -> None:
    text = token.format(refresh=tokens["refresh_token"], access=tokens["access_token"])

    answer = await web.post("/auth/revoke", data={"token": text, "token_type_hint": "refresh_token"})

    assert (answer.status_code, answer.content) == (200, b"")
    still = await web.get("/users/me", headers={"Authorization": f"Bearer {tokens['access_token']}"})
    assert still.status_code == (401 if token == "{refresh}" else 200)


async def test_revoking_nothing_is_an_invalid_request(web: httpx2.AsyncClient) -> None:
    answer = await web.post("/auth/revoke", data={"token_type_hint": "refresh_token"})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")


async def test_too_many_tries_are_told_as_elsewhere(world: World) -> None:
    world.limits = Limits(log_in_per_client=Limit(1, timedelta(minutes=1)))
    async with client_of(service(world)) as web:
        await log_in(web, "ada")
        answer = await web.post("/auth/token", data=PERSON)
    assert (answer.status_code, slug(answer), answer.headers["retry-after"]) == (429, "too-many-attempts", "60")
