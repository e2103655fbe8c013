"""HTTP/1.1 on a connection, where nobody is waited for without end, and everybody is refused in the same words."""

import asyncio
from collections import deque
from collections.abc import Callable

from starlette.types import ASGIApp, Scope
from uvicorn.protocols.utils import get_local_addr, get_remote_addr

from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.refusals import RequestRefused, RequestTooSlow
from todoauth.entrypoints.wire.exchange import Exchange
from todoauth.entrypoints.wire.flow import Flow
from todoauth.entrypoints.wire.patience import Awaited, Watch
from todoauth.entrypoints.wire.reader import Reader
from todoauth.entrypoints.wire.serving import Serving


class Connection(asyncio.Protocol):
    """Answers requests in the order in which they come (RFC 9112 section 9.3.2)."""

    transport: asyncio.Transport
    _flow: Flow
    _reader: Reader
    _watch: Watch

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._loop = asyncio.get_running_loop()
        self._answering: Exchange | None = None
        self._waiting: deque[tuple[Exchange, ASGIApp]] = deque()
        self._rests_since: Exchange | None = None
        self._is_deaf = False

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # one of a stream
        self.transport = transport
        self._flow = Flow(transport)
        ends = {"client": get_remote_addr(transport), "server": get_local_addr(transport), "scheme": "http"}
        self._reader = Reader(ends, self._begin)
        self._watch = Watch(self._loop, transport, self._serving.patience, awaits=self._awaits, overdue=self._be_late)
        self._serving.state.connections.add(self)  # type: ignore[arg-type]  # uvicorn names its own, and asks for `shutdown`

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 – why does not matter
        self._watch.end()
        self._serving.state.connections.discard(self)
        for exchange in (self._answering, self._reader.exchange):
            if exchange is not None:
                exchange.abandon()
        self._flow.drain()
        del self._reader  # the parser knows it, too, and so neither would go

    def data_received(self, data: bytes) -> None:
        if self._is_deaf:
            return
        self._rests_since = None
        try:
            self._reader.feed(data)
        except RequestRefused as error:
            self._turn_away(error)

    def pause_writing(self) -> None:
        self._flow.fill()

    def resume_writing(self) -> None:
        self._flow.drain()

    def shutdown(self) -> None:
        """End it once what is asked is answered. The server calls this."""
        if self._answering is None:
            self.transport.close()
        else:
            self._answering.is_kept = False

    def _begin(self, scope: Scope, is_kept: bool, is_held_back: bool) -> Exchange:
        exchange = self._exchange(scope, self._answered, is_kept=is_kept, is_held_back=is_held_back)
        self._take(exchange, self._serving.app)
        return exchange

    def _exchange(
        self, scope: Scope, ended: Callable[[], None], *, is_kept: bool, is_held_back: bool = False
    ) -> Exchange:
        return Exchange(
            scope,
            self.transport,
            self._flow,
            ended=ended,
            is_leaving=self._serving.is_leaving,
            is_kept=is_kept,
            is_held_back=is_held_back,
        )

    def _take(self, exchange: Exchange, app: ASGIApp) -> None:
        if self._answering is None:
            self._start(exchange, app)
        else:
            self._flow.stop_reading()
            self._waiting.append((exchange, app))

    def _start(self, exchange: Exchange, app: ASGIApp) -> None:
        self._answering = exchange
        tasks = self._serving.state.tasks
        task = self._loop.create_task(exchange.run(app))
        tasks.add(task)
        task.add_done_callback(tasks.discard)

    def _answered(self) -> None:
        answered, self._answering = self._answering, None
        if answered is None or not answered.is_kept:
            self.transport.close()
        elif self._waiting:
            self._flow.go_on_reading()
            self._start(*self._waiting.popleft())
        else:
            self._flow.go_on_reading()
            self._rests_since = answered

    def _awaits(self) -> Awaited:
        patience, reader = self._serving.patience, self._reader
        if self._is_deaf:
            return (None if self._answering else self.transport), patience.farewell
        if reader.exchange is not None:
            is_read = self._flow.is_read and not self._waiting
            return (reader.exchange if is_read else None), patience.body
        if self._answering is not None:
            return None, patience.head
        if self._rests_since is not None:
            return self._rests_since, patience.rest
        # Nobody need ask anything while a connection is kept, but who sends something has begun to.
        return self if reader.head is None else reader.head, patience.head

    def _be_late(self) -> None:
        if self._is_deaf:
            self.transport.abort()
        elif self._reader.is_between:
            self.transport.close()  # nothing was said, so nothing is answered
        else:
            self._turn_away(RequestTooSlow())

    def _turn_away(self, error: RequestRefused) -> None:
        """Listen no longer, and refuse once all that was asked before is answered."""
        self._is_deaf = True
        read = self._reader.exchange
        if read is not None and read.is_over:
            self._part()
        elif read is not None and read is self._answering and read.has_begun:
            self.transport.abort()
        else:
            self._forget(read)
            refused = self._exchange(self._reader.scope_so_far(), self._part, is_kept=False)
            self._take(refused, self._serving.around(refusal(error)))

    def _forget(self, read: Exchange | None) -> None:
        """Take what is being read out of the order, so that the refusal stands in its place."""
        if read is None:
            return
        if read is self._answering:
            self._answering = None
            read.abandon()
        else:
            self._waiting.pop()

    def _part(self) -> None:
        """Say no more, and wait for the other side to go (RFC 9112 section 9.6)."""
        self._answering = None
        if not self.transport.is_closing():
            self.transport.write_eof()
            self._flow.go_on_reading()
