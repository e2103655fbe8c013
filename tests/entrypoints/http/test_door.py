import json
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st

from tests.entrypoints.http.serving import client_of, slug, use_cases_of
from todoauth.entrypoints.http import Wiring, connect
from todoauth.entrypoints.http.door import LARGEST_BODY
from todoauth.testing.world import World

JSON = {"Content-Type": "application/json"}
NEWCOMER = b'{"username": "ada", "password": "a password of many words"}'


async def chunks(size: int, number: int) -> AsyncIterator[bytes]:
    for _ in range(number):
        yield b" " * size


@pytest.mark.parametrize(
    "media_type",
    ["application/json", "Application/JSON", "application/json; charset=utf-8", 'application/json;charset="UTF-8"'],
)
async def test_json_in_utf_8_is_taken(web: httpx2.AsyncClient, media_type: str) -> None:
    answer = await web.post("/users/sign-up", content=NEWCOMER, headers={"Content-Type": media_type})
    assert answer.status_code == 201


@pytest.mark.parametrize(
    "headers",
    [
        [],
        [("Content-Type", "text/plain")],
        [("Content-Type", "application/x-www-form-urlencoded")],
        [("Content-Type", "multipart/form-data; boundary=x")],
        [("Content-Type", "application/problem+json")],
        [("Content-Type", "application/json; charset=utf-16")],
        [("Content-Type", "application/json; charset=latin-1")],
        [("Content-Type", "application/jsonp")],
        [("Content-Type", "application/json"), ("Content-Type", "application/json")],
        [("Content-Type", "application/json"), ("Content-Encoding", "gzip")],
    ],
)
async def test_no_other_type_is_taken(web: httpx2.AsyncClient, headers: list[tuple[str, str]]) -> None:
    answer = await web.post("/users/sign-up", content=NEWCOMER, headers=headers)
    assert (answer.status_code, slug(answer)) == (415, "unsupported-media-type")


@pytest.mark.parametrize("headers", [{}, JSON])
@pytest.mark.parametrize("body", [None, b"", b"  "])
async def test_a_missing_body_is_told_apart_from_a_wrong_one(
    web: httpx2.AsyncClient, headers: dict[str, str], body: bytes | None
) -> None:
    answer = await web.post("/users/sign-up", content=body, headers=headers)
    expected = "unsupported-media-type" if body == b"  " and not headers else "malformed-body"
    assert slug(answer) == expected


async def test_a_body_may_be_64_kib_and_no_more(web: httpx2.AsyncClient) -> None:
    for size, told in ((LARGEST_BODY, 201), (LARGEST_BODY + 1, 413)):
        answer = await web.post("/users/sign-up", content=NEWCOMER.ljust(size), headers=JSON)
        assert answer.status_code == told


async def test_a_body_that_grows_too_large_while_it_comes_is_refused(web: httpx2.AsyncClient) -> None:
    answer = await web.post("/users/sign-up", content=chunks(1_000, 66), headers=JSON)
    assert (answer.status_code, slug(answer)) == (413, "body-too-large")


@pytest.mark.parametrize("declared", ["65537", "9" * 40])
async def test_a_body_that_says_it_is_too_large_is_not_read(web: httpx2.AsyncClient, declared: str) -> None:
    answer = await web.post("/users/sign-up", content=b"{}", headers={**JSON, "Content-Length": declared})
    assert slug(answer) == "body-too-large"


async def test_a_body_that_ends_before_its_time_is_refused(app: FastAPI) -> None:
    sent: list[Any] = []
    told = iter([{"type": "http.request", "body": b"{", "more_body": True}, {"type": "http.disconnect"}])

    async def receive() -> Any:
        return next(told)

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": "/users/sign-up",
        "query_string": b"",
        "headers": [(b"host", b"testserver"), (b"content-type", b"application/json")],
    }
    await app(scope, receive, send)

    assert sent[0]["status"] == 400


@pytest.mark.parametrize("body", [b"null", b"1", b'"x"', b"[]", b'[{"username": "ada"}]'])
async def test_a_body_that_is_no_object_is_refused_as_a_whole(web: httpx2.AsyncClient, body: bytes) -> None:
    answer = await web.post("/users/sign-up", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "", "detail": "must be an object"}]


@pytest.mark.parametrize("body", [b"null", b"1", b"1.5", b"-2e250", b'"x"', b"[]", b"true"])
async def test_a_change_that_is_no_object_changes_nothing_and_is_refused(ada: httpx2.AsyncClient, body: bytes) -> None:
    answer = await ada.patch("/users/me", content=body, headers=JSON)
    assert answer.status_code == 422
    assert answer.json()["errors"] == [{"pointer": "", "detail": "must be an object"}]


SECRET = "correct-horse-battery"
hostile = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.just(SECRET),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["username", "password", "email", "full_name", "otp", "x"]), inner, max_size=5
        )
    ),
    max_leaves=10,
)


@given(hostile, st.sampled_from(["/users/sign-up", "/users/log-in"]))
async def test_no_json_whatsoever_breaks_the_service_or_is_told_back(routes: FastAPI, value: object, path: str) -> None:
    connect(routes, Wiring(use_cases=use_cases_of(World())))
    async with client_of(routes) as web:
        answer = await web.post(path, content=_written(value), headers=JSON)
    assert answer.status_code in {200, 201, 400, 401, 409, 415, 422}
    assert answer.status_code < 300 or SECRET not in answer.text


@given(st.binary(max_size=60), st.sampled_from(["/users/sign-up", "/auth/token", "/auth/revoke"]))
async def test_no_bytes_whatsoever_break_the_service(routes: FastAPI, raw: bytes, path: str) -> None:
    connect(routes, Wiring(use_cases=use_cases_of(World())))
    kind = "application/x-www-form-urlencoded" if path.startswith("/auth") else "application/json"
    async with client_of(routes) as web:
        answer = await web.post(path, content=raw, headers={"Content-Type": kind})
    assert 400 <= answer.status_code < 500 or (path == "/auth/revoke" and answer.status_code == 200)


def _written(value: object) -> bytes:
    return json.dumps(value).encode()


@pytest.mark.parametrize(
    ("query", "parameters"),
    [
        ("limit=1&limit=2", ["limit"]),
        ("limit=1&limit=1", ["limit"]),
        ("limit=0", ["limit"]),
        ("limit=101", ["limit"]),
        ("limit=1_0", ["limit"]),
        ("limit=+1", ["limit"]),
        ("limit=01", ["limit"]),
        ("limit=1.0", ["limit"]),
        ("limit=%D9%A1", ["limit"]),
        ("limit=", ["limit"]),
        ("order=asc", ["order"]),
        ("is_done=1", ["is_done"]),
        ("is_done=TRUE", ["is_done"]),
        ("cursor=x", ["cursor"]),
        ("q=", ["q"]),
        ("q=" + "x" * 101, ["q"]),
        ("q=%00", ["q"]),
        ("callback=x", ["callback"]),
        ("offset=1&page=2", ["offset", "page"]),
        ("order=x&limit=y", ["order", "limit"]),
    ],
)
async def test_a_wrong_parameter_is_refused_by_name(ada: httpx2.AsyncClient, query: str, parameters: list[str]) -> None:
    answer = await ada.get(f"/todos?{query}")
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert [error["parameter"] for error in answer.json()["errors"]] == parameters


@pytest.mark.parametrize("path", ["/users/me", "/health/live", "/", "/openapi.json"])
async def test_a_parameter_that_nobody_asks_for_is_refused_everywhere(ada: httpx2.AsyncClient, path: str) -> None:
    answer = await ada.get(f"{path}?x=1")
    assert answer.json()["errors"] == [{"parameter": "x", "detail": "is not known here"}]
