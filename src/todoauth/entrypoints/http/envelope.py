"""What goes around every answer: an id, security headers, a line in the log; and an answer where there was none."""

import re
from collections.abc import Callable, Collection, Sequence
from time import perf_counter
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.client import Network, is_trusted
from todoauth.entrypoints.request_id import current_request

REQUEST_ID: Final = "X-Request-ID"

_NAME: Final = REQUEST_ID.lower().encode()
_GIVEN_ID: Final = re.compile(rb"[A-Za-z0-9._-]{8,64}")
_ALWAYS: Final = [
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-resource-policy", b"same-origin"),
]
_UNLESS_SAID: Final = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'; sandbox"),
    (b"cache-control", b"no-store"),
]
_ONLY_ENCRYPTED: Final = (b"strict-transport-security", b"max-age=31536000; includeSubDomains")

log = structlog.get_logger(__name__)


class Envelope:
    """The outermost layer, so that errors are wrapped in it too (ASVS 3.4, 16.2).

    Args:
        app: all the rest.
        new_tag: makes ids for requests that come without one.
        trusted_proxies: networks whose `X-Forwarded-Proto` is believed.
    """

    def __init__(self, app: ASGIApp, *, new_tag: Callable[[], str], trusted_proxies: Collection[Network] = ()) -> None:
        self._app = app
        self._new_tag = new_tag
        self._trusted = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = _given_id(scope) or self._new_tag()
        added = [*_ALWAYS, (_NAME, request_id.encode())]
        if self._is_encrypted(scope):
            added.append(_ONLY_ENCRYPTED)
        before, reply, began = current_request.set(request_id), _Reply(send, added), perf_counter()
        try:
            await self._app(scope, receive, reply)
        except Exception as error:
            if reply.status is not None:  # too late for another answer: the server cuts this one short
                raise
            await refusal(error)(scope, receive, reply)
        finally:
            log.info(
                "request",
                method=scope["method"],
                route=getattr(scope.get("route"), "path", None),
                status=reply.status,
                milliseconds=round((perf_counter() - began) * 1_000, 1),
            )
            current_request.reset(before)

    def _is_encrypted(self, scope: Scope) -> bool:
        if scope["scheme"] == "https":
            return True
        forwarded = [value for name, value in scope["headers"] if name == b"x-forwarded-proto"]
        return forwarded == [b"https"] and is_trusted(scope, self._trusted)


def _given_id(scope: Scope) -> str | None:
    given = dict(scope["headers"]).get(_NAME)
    return given.decode() if given and _GIVEN_ID.fullmatch(given) else None


class _Reply:
    """Sends an answer with more headers, and remembers its status."""

    __slots__ = ("_added", "_send", "status")

    def __init__(self, send: Send, added: Sequence[tuple[bytes, bytes]]) -> None:
        self._send = send
        self._added = added
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status, said = message["status"], message["headers"]
            names = dict(said)
            message["headers"] = [*said, *(each for each in _UNLESS_SAID if each[0] not in names), *self._added]
        await self._send(message)
