from collections.abc import AsyncIterator, MutableMapping
from ipaddress import ip_network
from typing import Any, TypeAlias

import httpx2
import pytest
from fastapi import FastAPI
from starlette.responses import Response, StreamingResponse

from tests.entrypoints.http.serving import PASSWORD, client_of, service, slug
from todoauth.adapters.system import new_tag
from todoauth.entrypoints.http import layers
from todoauth.testing.world import World

Entries: TypeAlias = list[MutableMapping[str, Any]]

PREFLIGHT = {
    "Origin": "https://app.example.org",
    "Access-Control-Request-Method": "PATCH",
    "Access-Control-Request-Headers": "authorization, content-type, idempotency-key, if-match, x-request-id",
}
STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "no-store",
}


@pytest.fixture
def broken() -> FastAPI:
    """A service with routes that fail, outside and inside of an answer."""
    app = service(World())

    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        raise RuntimeError("the secret is 42")

    @app.get("/fails")
    async def fails() -> Response:
        raise RuntimeError("the secret is 42")

    @app.get("/breaks-off")
    async def breaks_off() -> Response:
        return StreamingResponse(half())

    return app


@pytest.mark.parametrize(
    ("method", "path", "content", "status"),
    [
        ("GET", "/", None, 200),
        ("GET", "/health/live", None, 200),
        ("GET", "/openapi.json", None, 200),
        ("GET", "/todos", None, 401),
        ("GET", "/nowhere", None, 404),
        ("GET", "/docs/nothing.js", None, 404),
        ("DELETE", "/todos", None, 405),
        ("TRACE", "/todos", None, 405),
        ("POST", "/users/sign-up", b"{", 400),
        ("POST", "/users/sign-up", b"x" * 65_537, 413),
        ("POST", "/users/sign-up", b"{}", 422),
        ("GET", "/fails", None, 500),
    ],
)
async def test_every_answer_carries_the_security_headers(
    broken: FastAPI, method: str, path: str, content: bytes | None, status: int
) -> None:
    async with client_of(broken) as web:
        answer = await web.request(method, path, content=content, headers={"Content-Type": "application/json"})

    assert answer.status_code == status
    assert {name: answer.headers[name] for name in STRICT} == STRICT
    assert "server" not in answer.headers
    assert "strict-transport-security" not in answer.headers
    assert answer.headers["x-request-id"]
    assert status < 400 or slug(answer)


async def test_an_unforeseen_error_is_opaque_outside_and_told_in_the_log(broken: FastAPI, logs: Entries) -> None:
    async with client_of(broken) as web:
        answer = await web.get("/fails")

    assert answer.json() == {
        "type": "/problems/internal-error",
        "title": "Something went wrong on our side.",
        "status": 500,
        "request_id": answer.headers["x-request-id"],
    }
    told = [entry for entry in logs if entry["event"] == "unexpected_error"]
    assert isinstance(told[0]["exc_info"], RuntimeError)


async def test_an_unforeseen_error_in_a_route_of_ours_is_told_alike(logs: Entries) -> None:
    async def fail() -> None:
        raise RuntimeError("the secret is 42")

    async with client_of(service(World(), needs={"database": fail})) as web:
        answer = await web.get("/health/ready")

    assert (answer.status_code, slug(answer)) == (500, "internal-error")
    assert answer.json()["request_id"] == answer.headers["x-request-id"]
    assert [entry["event"] for entry in logs] == ["unexpected_error", "request"]


async def test_an_answer_that_breaks_off_is_not_answered_twice(broken: FastAPI, logs: Entries) -> None:
    async with client_of(broken) as web:
        answer = await web.get("/breaks-off")
    assert answer.content == b"half"
    assert [entry["status"] for entry in logs if entry["event"] == "request"] == [200]


@pytest.mark.parametrize("given", ["abcdefgh", "0189f7e2-1111-7000-8000-000000000000", "x" * 64])
async def test_a_well_formed_id_is_kept(web: httpx2.AsyncClient, given: str) -> None:
    assert (await web.get("/", headers={"X-Request-ID": given})).headers["x-request-id"] == given


@pytest.mark.parametrize("given", ["", "short", "x" * 65, "with space in it", "line\tbreak--", "umlaut-\xe4\xe4\xe4"])
async def test_any_other_id_is_replaced(web: httpx2.AsyncClient, given: str) -> None:
    answer = await web.get("/", headers=[(b"X-Request-ID", given.encode("latin-1"))])
    assert answer.headers["x-request-id"] not in {given, ""}


async def test_the_log_has_the_template_and_never_what_was_sent(web: httpx2.AsyncClient, logs: Entries) -> None:
    await web.get("/todos/the-secret?secret=1", headers={"Authorization": "Bearer secret"})
    await web.get("/secret")
    await web.post("/users/sign-up", json={"username": "secret", "password": PASSWORD})

    assert [(entry["method"], entry["route"], entry["status"]) for entry in logs] == [
        ("GET", "/todos/{id}", 422),
        ("GET", None, 404),
        ("POST", "/users/sign-up", 201),
    ]
    assert all(set(entry) == {"event", "log_level", "method", "route", "status", "milliseconds"} for entry in logs)
    assert "secret" not in str(logs)


def a_secure_service(**options: Any) -> FastAPI:
    around = layers(new_tag=new_tag, hosts=["testserver"], trusted_proxies=[ip_network("10.0.0.1")])
    return FastAPI(middleware=around, **options)


@pytest.mark.parametrize(
    ("address", "scheme", "forwarded", "is_told"),
    [
        ("203.0.113.7", "https", {}, True),
        ("203.0.113.7", "http", {}, False),
        ("203.0.113.7", "http", {"X-Forwarded-Proto": "https"}, False),
        ("10.0.0.1", "http", {"X-Forwarded-Proto": "https"}, True),
        ("10.0.0.1", "http", {"X-Forwarded-Proto": "http"}, False),
    ],
)
async def test_browsers_are_told_to_stay_encrypted_where_they_are(
    address: str, scheme: str, forwarded: dict[str, str], is_told: bool
) -> None:
    async with client_of(a_secure_service(), address=address) as web:
        answer = await web.get(f"{scheme}://testserver/", headers=forwarded)
    assert ("strict-transport-security" in answer.headers) is is_told


@pytest.mark.parametrize("host", ["testserver", "TestServer", "testserver:8000"])
async def test_the_service_answers_to_its_name(web: httpx2.AsyncClient, host: str) -> None:
    assert (await web.get("/", headers={"Host": host})).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "testserver.evil.example", "eviltestserver", "testserver:80:80", "testserver:x", "", "[::1]"],
)
async def test_the_service_answers_to_no_other_name(web: httpx2.AsyncClient, host: str) -> None:
    answer = await web.get("/", headers={"Host": host})
    assert (answer.status_code, slug(answer)) == (421, "unknown-host")


@pytest.mark.parametrize("hosts", [[], [b"testserver", b"testserver"], [b"testserver", b"evil.example"]])
async def test_a_request_names_exactly_one_host(app: FastAPI, hosts: list[bytes]) -> None:
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "http.request", "body": b""}

    await app(
        {
            "type": "http",
            "method": "GET",
            "scheme": "http",
            "path": "/",
            "query_string": b"",
            "headers": [(b"host", host) for host in hosts],
        },
        receive,
        send,
    )

    assert sent[0]["status"] == 400


@pytest.mark.parametrize("headers", [{f"X-{n}": "x" for n in range(65)}, {"X-Large": "x" * 16_385}])
async def test_too_many_headers_are_refused(web: httpx2.AsyncClient, headers: dict[str, str]) -> None:
    answer = await web.get("/", headers=headers)
    assert (answer.status_code, slug(answer)) == (431, "headers-too-large")


async def test_an_allowed_origin_may_call_and_no_other(web: httpx2.AsyncClient) -> None:
    ours = await web.get("/nowhere", headers={"Origin": "https://app.example.org"})
    assert ours.headers["access-control-allow-origin"] == "https://app.example.org"
    for origin in ("https://evil.example", "null", "https://app.example.org.evil.example", "http://app.example.org"):
        theirs = await web.get("/nowhere", headers={"Origin": origin})
        assert "access-control-allow-origin" not in theirs.headers
    assert "access-control-allow-credentials" not in ours.headers


async def test_a_browser_may_send_what_our_routes_take(web: httpx2.AsyncClient) -> None:
    answer = await web.options("/todos", headers=PREFLIGHT)
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "https://app.example.org")


@pytest.mark.parametrize("path", ["/todos", "/nowhere"])
@pytest.mark.parametrize(
    ("header", "value", "what"),
    [
        ("Origin", "https://evil.example", "origin"),
        ("Origin", "null", "origin"),
        ("Access-Control-Request-Method", "TRACE", "method"),
        ("Access-Control-Request-Headers", "authorization, x-evil", "headers"),
    ],
)
async def test_a_browser_that_may_not_ask_is_told_so_in_a_problem(
    web: httpx2.AsyncClient, path: str, header: str, value: str, what: str
) -> None:
    answer = await web.options(path, headers={**PREFLIGHT, header: value})
    assert (answer.status_code, slug(answer)) == (403, "preflight-refused")
    assert answer.json()["detail"] == f"Not allowed: {what}."
    assert "Origin" in answer.headers["vary"]
    assert {name: answer.headers[name] for name in STRICT} == STRICT
    assert ("access-control-allow-origin" in answer.headers) is (header != "Origin")


@pytest.mark.parametrize("path", ["/", "/nowhere", "/todos"])
@pytest.mark.parametrize("origin", [{}, {"Origin": "https://app.example.org"}, {"Origin": "https://evil.example"}])
async def test_an_answer_says_that_it_depends_on_the_origin(
    web: httpx2.AsyncClient, path: str, origin: dict[str, str]
) -> None:
    assert "Origin" in (await web.get(path, headers=origin)).headers["vary"]


async def test_the_lifespan_runs_inside_the_layers() -> None:
    app = a_secure_service()
    told = iter([{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}])
    sent: list[str] = []

    async def receive() -> Any:
        return next(told)

    async def send(message: Any) -> None:
        sent.append(message["type"])

    await app({"type": "lifespan", "state": {}}, receive, send)

    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
