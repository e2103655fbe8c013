"""The web server around the application: how it starts, and how it leaves."""

import asyncio
import gc
import socket
import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import partial
from typing import cast

import uvicorn
from uvicorn.lifespan.on import LifespanOn, LifespanSendMessage

from todoauth.adapters.system import new_tag
from todoauth.entrypoints.app import create_app
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.departure import Departure
from todoauth.entrypoints.doors import BACKLOG, shut, waiting_at
from todoauth.entrypoints.http.envelope import Envelope
from todoauth.entrypoints.settings import Settings
from todoauth.entrypoints.wire.connection import Connection
from todoauth.entrypoints.wire.serving import Serving

_GRACE = 25  # seconds for requests that are under way (security F-36)
_LAST_MOMENT = 0.25  # seconds


class Server(uvicorn.Server):
    """Serves until its departure has begun, then for a while longer, so that nobody sends it more (F-36).

    Signals are left to whoever starts it.
    """

    def __init__(self, settings: Settings, departure: Departure) -> None:
        container = Container(settings=settings, departure=departure)
        app = create_app(container=container)
        config = uvicorn.Config(
            app,
            http=cast("type[asyncio.Protocol]", self._connection),
            ws="none",
            lifespan="on",
            log_config=None,
            access_log=False,
            proxy_headers=False,
            backlog=BACKLOG,
            timeout_graceful_shutdown=_GRACE,
        )
        config.load()
        config.lifespan_class = _Lifespan
        super().__init__(config)
        self._serving = Serving(
            app=app,
            around=partial(Envelope, new_tag=new_tag, trusted_proxies=settings.trusted_proxies),
            is_leaving=lambda: departure.has_begun,
            state=self.server_state,
        )
        self._departure = departure
        self._drain = settings.drain.total_seconds()
        self._ends: float | None = None
        self._begun: Callable[[], None] = lambda: None

    def serve_on(self, listening: socket.socket, begun: Callable[[], None]) -> None:
        """Serve what comes to `listening`, and call `begun` once that is so.

        Raises:
            Refused: the application does not start.
        """
        self._begun = begun
        self.run([listening])

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        try:
            await super().startup(sockets)
        except SystemExit:
            self._raise_failure()
            raise
        gc.collect()
        gc.freeze()  # what is there now stays: looking through it again and again took a tenth of the time
        self._begun()

    async def on_tick(self, counter: int) -> bool:
        await super().on_tick(counter)
        if not self._departure.has_begun:
            return False
        now = asyncio.get_running_loop().time()
        if self._ends is None:
            self._ends = now + self._drain
        return now >= self._ends

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        await self._shut_the_door(sockets or [])
        await super().shutdown(sockets)
        self._raise_failure()

    async def _shut_the_door(self, sockets: list[socket.socket]) -> None:
        doors = [door.dup() for door in sockets]
        for server in self.servers:
            await shut(server)
        for guest in waiting_at(doors):
            await asyncio.get_running_loop().connect_accepted_socket(self._connection, guest)
        await asyncio.sleep(_LAST_MOMENT)  # whoever came in last has yet to ask

    def _connection(self, **_given: object) -> Connection:  # what uvicorn gives its own protocols
        return Connection(self._serving)

    def _raise_failure(self) -> None:
        if isinstance(self.lifespan, _Lifespan) and self.lifespan.failure:
            raise self.lifespan.failure from None


class _Lifespan(LifespanOn):
    """Keeps what the application failed of. uvicorn would write it down with all that its message quotes."""

    failure: BaseException | None = None

    async def send(self, message: LifespanSendMessage) -> None:
        if message["type"] == "lifespan.startup.failed" or message["type"] == "lifespan.shutdown.failed":
            self.failure = sys.exception()
            message["message"] = ""
        await super().send(message)
