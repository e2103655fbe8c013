"""HTTP/1.1 on a connection, where nobody is waited for without end, and everybody is refused in the same words."""

import asyncio
from collections.abc import Callable
from typing import Any, cast

import httptools
from starlette.types import ASGIApp
from uvicorn._types import ASGI3Application
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.grammar import MOST_AROUND_BODY, require_clear, too_much
from todoauth.entrypoints.http.refusals import MalformedRequest, RequestRefused, RequestTooSlow, UpgradeRefused
from todoauth.entrypoints.parting import Parting
from todoauth.entrypoints.patience import Awaited, Patience, Watch


class StrictProtocol(HttpToolsProtocol):
    """uvicorn's protocol, which by itself waits for ever for the rest of a request, and for an answer to be taken.

    Args:
        around: puts around an answer what goes around all of them.
        patience: how long it waits.
        given: what uvicorn gives its protocols.
    """

    parser: httptools.HttpRequestParser
    _watch: Watch

    def __init__(
        self,
        *,
        around: Callable[[ASGIApp], ASGIApp],
        patience: Patience,
        **given: Any,  # as uvicorn declares it
    ) -> None:
        super().__init__(**given)
        self._put_around = around
        self._patience = patience
        self._around_body = 0
        self._is_deaf = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        super().connection_made(transport)
        self._watch = Watch(self.loop, transport, self._patience, awaits=self._awaits, overdue=self._be_late)

    def connection_lost(self, exc: Exception | None) -> None:
        self._watch.end()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            return
        self._unset_keepalive_if_required()
        self._around_body += len(data)
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError as error:
            cause = error.__context__
            self._turn_away(cause if isinstance(cause, RequestRefused) else MalformedRequest())
        else:
            if self._around_body > MOST_AROUND_BODY:
                self._turn_away(too_much(self.url, in_body=self._is_in_body))

    def on_headers_complete(self) -> None:
        if self.parser.should_upgrade():
            raise UpgradeRefused
        require_clear(self.parser.get_http_version(), self.parser.get_method(), self.url, self.headers)
        super().on_headers_complete()
        self.headers = []  # no more the scope's: what comes after a body is no header (RFC 9110 section 6.5.1)
        self._around_body = 0

    def on_body(self, body: bytes) -> None:
        self._around_body -= len(body)
        super().on_body(body)

    @property
    def _is_in_head(self) -> bool:
        """Whether a request has begun that is not being answered."""
        return bool(self.scope) and not (bool(self.cycle) and self.cycle.scope is self.scope)

    @property
    def _is_in_body(self) -> bool:
        return bool(self.cycle) and self.cycle.more_body and not self._is_in_head

    @property
    def _is_answering(self) -> bool:
        return bool(self.cycle) and not self.cycle.response_complete

    def _awaits(self) -> Awaited:
        if self._is_deaf:
            return (None if self._is_answering else self.transport), self._patience.farewell
        if self._is_in_body:
            is_read = not (self.pipeline or self.flow.read_paused)
            return (self.cycle if is_read else None), self._patience.body
        if self._is_in_head:
            return (None if self._is_answering else self.scope), self._patience.head
        # Nobody need ask anything while a connection is kept, but who sends something has begun to.
        is_kept = self._is_answering or self.timeout_keep_alive_task
        return (None if is_kept else self), self._patience.head

    def _be_late(self) -> None:
        if self._is_deaf:
            self.transport.abort()
        elif bool(self.scope) or self._around_body:
            self._turn_away(RequestTooSlow())
        else:
            self.transport.close()  # nothing was ever said, so nothing is answered

    def _turn_away(self, error: RequestRefused) -> None:
        """Listen no longer, and refuse once all that was asked before is answered."""
        self._is_deaf = True
        if not self._is_in_body:
            self._refuse(error, at_once=not self._is_answering)
        elif self.pipeline:
            self.pipeline.popleft()  # the request itself, which waits for its turn
            self._refuse(error, at_once=False)
        elif self.cycle.response_complete:
            self._part()
        elif self.cycle.response_started:
            self.transport.abort()
        else:
            self.cycle.disconnected = True
            self.cycle.message_event.set()
            self._refuse(error, at_once=True)

    def _refuse(self, error: RequestRefused, *, at_once: bool) -> None:
        if not (self._is_in_head or self._is_in_body):
            self.on_message_begin()  # what is there is the request before
        self.cycle = Parting(self, self.parser, then=self._part)
        app = cast("ASGI3Application", self._put_around(refusal(error)))
        if at_once:
            self._start_asgi_task(self.cycle, app)
        else:
            self.pipeline.appendleft((self.cycle, app))

    def _part(self) -> None:
        """Say no more, and wait for the other side to go (RFC 9112 section 9.6)."""
        if not self.transport.is_closing():
            self.transport.write_eof()
            self.flow.resume_reading()
