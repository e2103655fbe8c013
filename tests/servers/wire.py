"""An application on a socket of its own: what is sent to it is bytes."""

import asyncio
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from typing import Final

from fastapi import FastAPI
from uvicorn.server import ServerState

from todoauth.adapters.system import new_tag
from todoauth.entrypoints.doors import shut
from todoauth.entrypoints.http.envelope import Envelope
from todoauth.entrypoints.wire.connection import Connection
from todoauth.entrypoints.wire.patience import Patience
from todoauth.entrypoints.wire.serving import Serving

NewLoop = Callable[[], asyncio.AbstractEventLoop]

SECONDS: Final = 15  # until something counts as hanging (G2)
HEAD: Final = re.compile(rb"HTTP/1\.1 (\d{3}) [^\r\n]*\r\n((?:[^\r\n]+\r\n)*)\r\n")


@dataclass(frozen=True, slots=True)
class Answer:
    """A status and headers, names in lower case."""

    status: int
    headers: dict[str, str]


def answers_in(told: bytes) -> list[Answer]:
    """Every final answer that there is in what came back."""
    found = [(int(status), lines.decode("latin-1")) for status, lines in HEAD.findall(told)]
    return [
        Answer(status, {name.lower(): value for name, value in (line.split(": ", 1) for line in lines.splitlines())})
        for status, lines in found
        if status >= 200
    ]


@dataclass
class Guest:
    """Somebody at the other end of a connection."""

    socket: socket.socket

    def say(self, words: bytes) -> None:
        """Send all of it."""
        self.socket.sendall(words)

    def hear(self, until: bytes) -> bytes:
        """What comes, up to where those words are in it."""
        heard = b""
        while until not in heard and (more := self.socket.recv(65_536)):
            heard += more
        return heard

    def hear_all(self) -> bytes:
        """All that comes before the connection ends, which must be in order."""
        return b"".join(iter(lambda: self.socket.recv(65_536), b""))


@dataclass
class Wire:
    """A server that listens."""

    address: tuple[str, int]
    state: ServerState
    leaving: threading.Event
    _guests: ExitStack = field(default_factory=ExitStack)

    def guest(self, *, receive_buffer: int | None = None) -> Guest:
        """Somebody who has just connected, and who stays until dismissed."""
        peer = self._guests.enter_context(socket.socket())
        if receive_buffer is not None:
            peer.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        peer.settimeout(SECONDS)
        peer.connect(self.address)
        return Guest(peer)

    def leave(self) -> None:
        """Have the server be about to end."""
        self.leaving.set()

    def dismiss(self) -> None:
        """Have everybody hang up."""
        self._guests.close()


@contextmanager
def wire(app: FastAPI, *, patience: Patience, new_loop: NewLoop) -> Iterator[Wire]:
    """Serve `app` on a free port of this machine, in a thread, as the service does; gone when the block is left."""
    loop, leaving = new_loop(), threading.Event()
    around = partial(Envelope, new_tag=new_tag)
    serving = Serving(app=app, around=around, patience=patience, is_leaving=leaving.is_set)
    listening = socket.create_server(("127.0.0.1", 0), backlog=1_024)
    server = loop.run_until_complete(loop.create_server(partial(Connection, serving), sock=listening))
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    served = Wire(server.sockets[0].getsockname(), serving.state, leaving)
    try:
        yield served
    finally:
        served.dismiss()
        asyncio.run_coroutine_threadsafe(_leave(server, serving.state), loop).result(SECONDS)
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _leave(server: asyncio.Server, state: ServerState) -> None:
    await shut(server)
    # It is known only some steps later that whoever is left is gone.
    while state.connections or asyncio.all_tasks() - {asyncio.current_task()}:
        for connection in list(state.connections):
            connection.transport.abort()
        await asyncio.sleep(0)
