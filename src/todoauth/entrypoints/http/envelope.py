"""What goes around every answer: an id, security headers, a line in the log; and an answer where there was none."""

import re
from collections.abc import Collection
from time import perf_counter

import structlog
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars

from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.client import Network, is_trusted
from todoauth.ports.system import Ids

REQUEST_ID = "X-Request-ID"

_GIVEN_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_UNLESS_SAID = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "Cache-Control": "no-store",
}
_ONLY_ENCRYPTED = {"Strict-Transport-Security": "max-age=31536000; includeSubDomains"}

log = structlog.get_logger(__name__)


class Envelope:
    """The outermost layer, so that errors are wrapped in it too (ASVS 3.4, 16.2).

    Args:
        app: all the rest.
        new_id: makes ids for requests that come without one.
        trusted_proxies: networks whose `X-Forwarded-Proto` is believed.
    """

    def __init__(self, app: ASGIApp, *, new_id: Ids, trusted_proxies: Collection[Network] = ()) -> None:
        self._app = app
        self._new_id = new_id
        self._trusted = trusted_proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        given = Headers(scope=scope).get(REQUEST_ID, "")
        request_id = given if _GIVEN_ID.fullmatch(given) else self._new_id().hex
        encrypted = _ONLY_ENCRYPTED if self._is_encrypted(scope) else {}
        with bound_contextvars(request_id=request_id):
            await self._serve(scope, receive, _Reply(send, {REQUEST_ID: request_id, **_ALWAYS, **encrypted}))

    async def _serve(self, scope: Scope, receive: Receive, reply: "_Reply") -> None:
        began = perf_counter()
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

    def _is_encrypted(self, scope: Scope) -> bool:
        forwarded = Headers(scope=scope).getlist("x-forwarded-proto")
        return scope["scheme"] == "https" or (forwarded == ["https"] and is_trusted(scope, self._trusted))


class _Reply:
    """Sends an answer with more headers, and remembers its status."""

    def __init__(self, send: Send, headers: dict[str, str]) -> None:
        self._send = send
        self._headers = headers
        self.status: int | None = None

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            for name, value in _UNLESS_SAID.items():
                headers.setdefault(name, value)
            headers.update(self._headers)
        await self._send(message)
