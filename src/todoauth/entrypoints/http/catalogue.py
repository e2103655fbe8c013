"""The table of problems as people read it, and as OpenAPI does."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any, TypeAlias

from pydantic import JsonValue

from todoauth.domain.errors import TodoAuthError, TooManyAttempts, Unavailable
from todoauth.entrypoints.http.answering import PROBLEM
from todoauth.entrypoints.http.problems import row_of, slug_of, title_of
from todoauth.entrypoints.http.refusals import InternalError, RequestRefused

Responses: TypeAlias = dict[int | str, dict[str, Any]]  # Any, as FastAPI declares it

SCHEMA_NAME = "TodoauthProblem"
_REFERENCE = {"$ref": f"#/components/schemas/{SCHEMA_NAME}"}
_TEXT: JsonValue = {"type": "string"}
_FAULT: JsonValue = {
    "type": "object",
    "properties": {"pointer": _TEXT, "parameter": _TEXT, "detail": _TEXT},
    "required": ["detail"],
}

SCHEMA: JsonValue = {
    "title": SCHEMA_NAME,
    "description": "A problem (RFC 9457).",
    "type": "object",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": _TEXT,
        "status": {"type": "integer"},
        "detail": _TEXT,
        "errors": {"type": "array", "items": _FAULT},
        "request_id": _TEXT,
    },
    "required": ["type", "title", "status"],
}

_AFTER = "TodoauthRetryAfter"
_LEFT = "TodoauthRateLimit"
_POLICY = "TodoauthRateLimitPolicy"
HEADERS: JsonValue = {
    _AFTER: {
        "description": "how many seconds to wait before the next try",
        "required": True,
        "schema": {"type": "integer", "minimum": 1},
    },
    _LEFT: {
        "description": "what is left of each limit that the request was counted by: `r` more, or none for `t` seconds",
        "schema": {"type": "string", "pattern": '^"[a-z-]+";r=[0-9]+'},
    },
    _POLICY: {
        "description": "those limits: `q` times in `w` seconds (draft-ietf-httpapi-ratelimit-headers)",
        "schema": {"type": "string", "pattern": '^"[a-z-]+";q=[0-9]+;w=[0-9]+'},
    },
}
_BUDGETS = {"RateLimit": _LEFT, "RateLimit-Policy": _POLICY}

_HEAD = """# Problems

What a client can be told when something goes wrong, as `application/problem+json` (RFC 9457). `type` ends with the
slug, which never changes. A 422 has `errors`: each with a JSON pointer into the body, or the name of a parameter. No
answer repeats what was sent. `POST /auth/token` and `POST /auth/revoke` answer 400, 413 and 415 as RFC 6749 section 5.2
says.

| status | slug | means |
|---|---|---|
"""


def may_raise(*kinds: type[Exception]) -> Responses:
    """Return the OpenAPI responses of a route that raises these errors."""
    by_status = sorted(kinds, key=_status)
    return {status: _response(list(those)) for status, those in groupby(by_status, key=_status)}


def told_together(some: Responses, more: Responses) -> Responses:
    """Return the responses of both, with the descriptions of a status side by side."""
    together = dict(some)
    for status, response in more.items():
        before = [together[status]["description"]] if status in together else []
        together[status] = {**response, "description": " ".join([*before, response["description"]])}
    return dict(sorted(together.items(), key=str))


def told_what_is_left(responses: Responses, *but: int) -> Responses:
    """Return the responses of a route that counts, which tell what is left, except those that come before."""
    told = _sent(_BUDGETS)
    return {
        status: response if status in but else {**response, "headers": {**response.get("headers", {}), **told}}
        for status, response in responses.items()
    }


def problems_page() -> str:
    """Return the page about every problem there is, in Markdown."""
    rows = sorted((_status(kind), slug_of(kind), title_of(kind)) for kind in every_problem())
    return _HEAD + "".join(f"| {status} | `{slug}` | {title} |\n" for status, slug, title in rows)


def every_problem() -> Iterator[type[Exception]]:
    """Yield every error that a client can be told of."""
    yield InternalError
    for root in (TodoAuthError, RequestRefused):
        yield from _below(root)


def _below(kind: type[Exception]) -> Iterator[type[Exception]]:
    for child in kind.__subclasses__():
        if child.__module__ == kind.__module__:  # not those that an application adds
            yield child
            yield from _below(child)


def _status(kind: type[Exception]) -> int:
    return row_of(kind).status


def _response(kinds: list[type[Exception]]) -> dict[str, Any]:
    told = " ".join(f"`{slug_of(kind)}`: {title_of(kind)}" for kind in kinds)
    response: dict[str, Any] = {"description": told, "content": {PROBLEM: {"schema": _REFERENCE}}}
    waits = all(issubclass(kind, TooManyAttempts | Unavailable) for kind in kinds)
    return {**response, "headers": _sent({"Retry-After": _AFTER})} if waits else response


def _sent(headers: Mapping[str, str]) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{component}"} for name, component in headers.items()}
