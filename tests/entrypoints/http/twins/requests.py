"""What is asked of every route: the right thing, and what is wrong with each part of a request."""

import json
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from tests.entrypoints.http.serving import PASSWORD
from tests.entrypoints.http.test_who_may import MATRIX
from tests.entrypoints.http.twins.pair import Ask, Headers

ADA: Final = ("Authorization", "Bearer {ada}")
ROOT: Final = ("Authorization", "Bearer {root}")
JSON: Final = ("Content-Type", "application/json")
FORM: Final = ("Content-Type", "application/x-www-form-urlencoded")

IDS: Final = (
    *(
        "00000000-0000-7000-8000-000000000000",
        "00000000-0000-7000-8000-00000000000A",
        "00000000000070008000000000000000",
    ),
    *("me", "1", "", "%20", "%00", "%2F", "..", "a/b", "\N{SNOWMAN}", "%FF", "x" * 4_000, "start.js"),
)
QUERIES: Final = (
    *("", "x=1", "x", "=", "&", "%00=1", "limit=1", "limit=0", "limit=1&limit=2", "limit=1&limit=1", "limit=x"),
    *("limit=", "limit=%D9%A1", "limit=100", "limit=101", "order=DESC", "order=desc", "order=ASC&order=ASC"),
    *("cursor=x", "cursor=", "cursor=1&cursor=2", "q=", "q=a", "q=%FF", "q=a&q=b", "is_done=true", "is_done=1"),
    *("is_done=true&is_done=false", "cleaning_type=spot_clean", "cleaning_type=x", "is_active=x", "is_superuser=true"),
    *("order=x&limit=y&cursor=z", "limit=1;order=x", "id=1", "body=1"),
)
TOKENS: Final[tuple[Headers, ...]] = (
    *((), (("Authorization", ""),), (("Authorization", "Bearer"),), (("Authorization", "Bearer x"),)),
    *((("Authorization", "Basic YTpi"),), (ADA, ADA), (("Authorization", f"Bearer {'x' * 5_000}"),)),
    *((("Authorization", "bEARER   {ada}"),), (("Authorization", "Bearer {ada}x"),), (ROOT,)),
)
HEADERS: Final[tuple[Headers, ...]] = (
    *((("If-Match", value),) for value in ('"7"', '"x"', 'W/"1"', "x", "", "1", '"1", "2"', '"' + "9" * 99 + '"')),
    (("If-Match", '"1"'), ("If-Match", '"1"')),
    *((("Idempotency-Key", value),) for value in ("key", "", "k" * 256, "a b")),
    (("Idempotency-Key", "a"), ("Idempotency-Key", "a")),
    *((("Origin", value),) for value in ("https://app.example.org", "https://evil.example.org")),
    (("If-None-Match", "*"),),
    (("Accept", "text/html"),),
)
CONTENTS: Final = (
    *(b"", b" ", b"null", b"true", b"1", b'"x"', b"[]", b"[{}]", b"{", b"{}", b"}", b'{"a": NaN}', b'{"a": 1, "a": 1}'),
    *(b"\xff", b"\xef\xbb\xbf{}", b"[" * 40, b'{"__proto__": {}}', b'{"a": "\\ud800"}', b'{"a": 1e400}', b"x" * 65_537),
    *(b"a=b", b"a=1&a=2", b"grant_type=x", b"grant_type=refresh_token", b"username=ada", b"token=", b"token=x", b"%"),
)
TYPES: Final[tuple[Headers, ...]] = (
    *((), (FORM,), (("Content-Type", "text/plain"),), (JSON, JSON), (JSON, ("Content-Encoding", "gzip"))),
    (("Content-Type", "application/json; charset=utf-16"),),
    (("Content-Type", 'Application/JSON;charset="UTF-8"'),),
)
WRONG: Final[tuple[Any, ...]] = (None, True, 1, -1, 1.5, "", " ", "x", "x" * 9_000, "\u202e", [], {}, ["x"])
METHODS: Final = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "get")

_BODIES: Final[Mapping[str, Any]] = {
    "/users/log-in": {"username": "ada", "password": PASSWORD},
    "/users/sign-up": {"username": "eve", "password": PASSWORD, "email": "eve@example.org", "full_name": "Eve"},
    "/todos": {"content": "Water the plants", "is_done": True},
    "/cleanings": {"name": "Windows", "price": "1.50", "description": None, "cleaning_type": "dust_up"},
}
_FORMS: Final[Mapping[str, tuple[bytes, ...]]] = {
    "/auth/token": (f"username=ada&password={PASSWORD.replace(' ', '+')}".encode(), b"username=ada&password=wrong"),
    "/auth/revoke": (b"token=nothing",),
}


def requests_to(method: str, path: str) -> Iterator[Ask]:
    """Yield the requests to a route. Those that may end a session come last."""
    body = _BODIES.get(path, MATRIX[method, path][1])
    right = b"" if body is None else json.dumps(body).encode()
    yield from (Ask(method, path, (*token, JSON), right) for token in TOKENS[:-1])
    yield from (Ask(method, f"{path}?{query}", (ADA, JSON), b"{}") for query in QUERIES)
    yield from (Ask(method, path, (ADA, *type_), right[:-1]) for type_ in TYPES)
    yield from (Ask(method, path, (ADA, kind), content) for kind in (JSON, FORM) for content in CONTENTS)
    yield from (Ask(method, path, (ADA, JSON), wrong) for wrong in _wrong(body or {}))
    yield from (Ask(method, _with_id(path, one), (ADA, JSON), right) for one in IDS if "{" in path)
    yield from (Ask(other, path, (ADA, JSON), b"{}") for other in METHODS if other != method)
    yield from (Ask(method, wrong, (ADA, JSON), right) for wrong in (f"{path}/", f"/{path}", path.upper()))
    yield from _right(method, path, right)


def _right(method: str, path: str, right: bytes) -> Iterator[Ask]:
    yield from (Ask(method, path, (FORM,), form) for form in _FORMS.get(path, ()))
    for token, more in chain(
        ((ROOT, more) for more in HEADERS), [(ROOT, ()), (ADA, (("If-Match", '"1"'),)), (ADA, ())]
    ):
        yield Ask(method, path, (token, JSON, *more), right)
    if method != "GET":  # what came of it
        yield from (Ask("GET", path, (who,)) for who in (ADA, ROOT) for path in ("/users/me", "/users", "/todos"))


def _wrong(body: Mapping[str, Any]) -> Iterator[bytes]:
    for name in body:
        yield json.dumps({other: body[other] for other in body if other != name}).encode()
        yield from (json.dumps({**body, name: value}).encode() for value in WRONG)
    yield json.dumps({**body, "id": 1, "is_superuser": True}).encode()
    yield json.dumps(dict.fromkeys(body, None)).encode()


def _with_id(path: str, one: str) -> str:
    return path.replace("{id}", one).replace("{name}", one)
