"""One request and its answer."""

from asyncio import Transport
from collections.abc import Callable
from typing import Final

import structlog
from starlette.types import ASGIApp, Message, Scope

from todoauth.entrypoints.asker import current_asker
from todoauth.entrypoints.wire.body import Body
from todoauth.entrypoints.wire.flow import Flow
from todoauth.entrypoints.wire.framing import CHUNKED, Framed, as_chunk, framing
from todoauth.entrypoints.wire.heads import head_of

_CLOSE: Final = b"connection: close\r\n"
_GO_AHEAD: Final = b"HTTP/1.1 100 Continue\r\n\r\n"

log = structlog.get_logger(__name__)


class Exchange:
    """What an application is told of a request, and what it answers.

    Args:
        scope: the head of the request.
        transport: where the answer goes.
        flow: of the connection.
        ended: called when all of the answer is on its way.
        is_leaving: tells whether the connection ends with this answer, whatever the client wants.
        is_kept: whether the client wants the connection to be kept.
        is_held_back: whether the client waits for a word before it sends the body (RFC 9110 section 10.1.1).
    """

    __slots__ = (
        "_body",
        "_ended",
        "_flow",
        "_framed",
        "_head",
        "_is_held_back",
        "_is_leaving",
        "_parting",
        "_transport",
        "has_begun",
        "is_gone",
        "is_kept",
        "is_over",
        "scope",
    )

    def __init__(
        self,
        scope: Scope,
        transport: Transport,
        flow: Flow,
        *,
        ended: Callable[[], None],
        is_leaving: Callable[[], bool],
        is_kept: bool,
        is_held_back: bool,
    ) -> None:
        self.scope = scope
        self.is_kept = is_kept
        self.has_begun = self.is_over = self.is_gone = False
        self._transport = transport
        self._flow = flow
        self._ended = ended
        self._is_leaving = is_leaving
        self._is_held_back = is_held_back
        self._body = Body(flow)
        self._head = b""
        self._framed: Framed = as_chunk
        self._parting: tuple[Callable[[], object], ...] = ()

    def feed(self, part: bytes) -> None:
        """Keep a part of the body until somebody reads it; nobody does after the answer."""
        if not self.is_over:
            self._body.keep(part)

    def end_body(self) -> None:
        """Nothing more comes."""
        self._body.end()

    def abandon(self) -> None:
        """There is nobody to answer any more."""
        self.is_gone = True
        self._body.tell()
        for call in self._parting:
            call()

    def when_gone(self, call: Callable[[], object]) -> None:
        """Have `call` called when there is nobody to answer any more."""
        self._parting += (call,)

    async def run(self, app: ASGIApp) -> None:
        """Have it answered. A connection on which half an answer went out cannot be used again."""
        current_asker.set(self)  # in a task of its own, and so for nobody else
        try:
            await app(self.scope, self.receive, self.send)
        except Exception:
            log.exception("unexpected_error")
        finally:
            if not (self.is_over or self.is_gone):
                self._transport.close()

    async def receive(self) -> Message:
        """Return more of the body, or that it was in vain."""
        if self._is_held_back and not self.has_begun and not self._transport.is_closing():
            self._is_held_back = False
            self._transport.write(_GO_AHEAD)
        if not (self.is_over or self.is_gone):
            await self._body.told()
        if self.is_over or self.is_gone:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": self._body.taken(), "more_body": not self._body.is_whole}

    async def send(self, message: Message) -> None:
        """Send what is next of the answer.

        Raises:
            RuntimeError: it is no answer: out of order, or longer or shorter than it says.
        """
        await self._flow.room()
        if self.is_gone:
            return
        kind = message["type"]
        if kind == "http.response.start" and not self.has_begun:
            self._begin(message["status"], message["headers"])
        elif kind == "http.response.body" and self.has_begun and not self.is_over:
            self._go_on(message.get("body", b""), is_last=not message.get("more_body", False))
        else:
            raise RuntimeError(f"{kind} is out of order")

    def _begin(self, status: int, headers: list[tuple[bytes, bytes]]) -> None:
        said = dict(headers)
        length, version = said.get(b"content-length"), self.scope["http_version"]
        self._framed = framing(self.scope["method"], version, status, length)
        is_chunked = self._framed is as_chunk
        says_so = b"close" in said.get(b"connection", b"").lower()
        if says_so or self._is_leaving():
            self.is_kept = False
        parting = b"" if self.is_kept or says_so else _CLOSE
        self._head = head_of(status, headers, CHUNKED if is_chunked else b"", parting)
        self.has_begun = True

    def _go_on(self, body: bytes, *, is_last: bool) -> None:
        part = self._framed(body, is_last)
        if part or is_last:
            head, self._head = self._head, b""
            self._transport.write(head + part)
        if is_last:
            self.is_over = True
            self._body.tell()
            self._ended()
