"""A way to a server on which things go wrong."""

import asyncio
import ssl
import threading
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

from todoauth.entrypoints.doors import shut

PAUSE = 0.005


@dataclass
class Proxy:
    """Passes bytes between a port of its own and the server at `place`, a host and a port.

    Args:
        delay: seconds that every reply is late.
        hangs: whether nothing passes, either way; connections are taken all the same.
        replies_left: after how many more bytes of replies connections break, if they do.
        tap: told of all that passes: on which connection, whether it is a reply, and the bytes.
    """

    place: str
    tls: ssl.SSLContext | None = None
    port: int = 0
    delay: float = 0
    hangs: bool = False
    replies_left: int | None = None
    tap: Callable[[int, bool, bytes], None] | None = None
    _taken: int = 0
    _stranded: int = 0
    _loop: asyncio.AbstractEventLoop | None = None
    _listening: asyncio.Server | None = None
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)
    _tasks: "set[asyncio.Task[None]]" = field(default_factory=set)

    @property
    def own_place(self) -> str:
        """Where whoever goes this way has to go."""
        return f"127.0.0.1:{self.port}"

    def cut(self) -> None:
        """Break every connection."""
        self._do(self._cut)

    def refuse(self) -> None:
        """Break every connection, and take none until `mend`."""
        self._do(self._refuse)

    def strand(self) -> None:
        """Let nothing pass on the connections there are, ever, and tell nobody: the machine at the end is gone."""
        self._stranded = self._taken

    def mend(self) -> None:
        """Let everything pass, on the same port as before."""
        self.delay, self.hangs, self.replies_left = 0, False, None
        self._do(self._listen)

    async def serve(self, ready: "Future[Callable[[], object]]") -> None:
        """Listen until whatever `ready` is given is called."""
        self._loop, over = asyncio.get_running_loop(), asyncio.Event()
        await self._listen()
        stop = self._loop.call_soon_threadsafe
        ready.set_result(lambda: stop(over.set))
        await over.wait()
        await self._refuse()
        await asyncio.gather(*self._tasks)

    def _do(self, work: Callable[[], Coroutine[None, None, None]]) -> None:
        assert self._loop is not None
        asyncio.run_coroutine_threadsafe(work(), self._loop).result()

    async def _listen(self) -> None:
        if self._listening is None:
            self._listening = await asyncio.start_server(self._take, "127.0.0.1", self.port, ssl=self.tls)
            self.port = self._listening.sockets[0].getsockname()[1]

    async def _cut(self) -> None:
        for writer in self._writers:
            writer.transport.abort()

    async def _refuse(self) -> None:
        if self._listening is not None:
            await shut(self._listening)
            self._listening = None
        await self._cut()

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._pass_on(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = self.place.rpartition(":")
        try:
            from_server, to_server = await asyncio.open_connection(host, int(port))
        except OSError:
            writer.transport.abort()
            return
        self._taken += 1
        ends = {writer, to_server}
        self._writers |= ends
        if self._listening is None:  # by now
            await self._cut()
        await asyncio.gather(
            self._carry(reader, to_server, self._taken), self._carry(from_server, writer, self._taken, replies=True)
        )
        self._writers -= ends

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, number: int, *, replies: bool = False
    ) -> None:
        with suppress(ConnectionError):
            while data := await reader.read(65536):
                await asyncio.sleep(self.delay if replies else 0)
                while self._lets_nothing_through(number) and not writer.is_closing():  # noqa: ASYNC110 - threads decide
                    await asyncio.sleep(PAUSE)
                if self.tap is not None:
                    self.tap(number, replies, data)
                passing = self._let_through(data) if replies else data
                is_last = passing != data or (replies and self.replies_left == 0)  # before another thread says so
                writer.write(passing)
                await writer.drain()
                if is_last:
                    writer.transport.abort()
                    return
        writer.close()

    def _lets_nothing_through(self, number: int) -> bool:
        return self.hangs or number <= self._stranded

    def _let_through(self, data: bytes) -> bytes:
        if self.replies_left is None:
            return data
        passing = data[: self.replies_left]
        self.replies_left -= len(passing)
        return passing


@contextmanager
def proxy_to(place: str, tls: ssl.SSLContext | None = None) -> Iterator[Proxy]:
    """A proxy in a thread of its own, with a certificate if it is given one."""
    proxy, ready = Proxy(place, tls), Future[Callable[[], object]]()
    thread = threading.Thread(target=asyncio.run, args=(proxy.serve(ready),), name="proxy")
    thread.start()
    stop = ready.result()
    try:
        yield proxy
    finally:
        stop()
        thread.join()
