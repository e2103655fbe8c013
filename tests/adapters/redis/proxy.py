"""A way to a Redis on which things go wrong."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.servers.redis import RedisServer


@dataclass
class RedisProxy:
    """Passes bytes between a port of its own and a server.

    Args:
        delay: seconds that every reply is late.
        loses_replies: whether connections break where a reply should be.
    """

    server: RedisServer
    port: int = 0
    delay: float = 0
    loses_replies: bool = False
    _writers: set[asyncio.StreamWriter] = field(default_factory=set)

    async def pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host, _, port = self.server.place.rpartition(":")
        from_server, to_server = await asyncio.open_connection(host, int(port))
        self._writers |= {writer, to_server}
        await asyncio.gather(self._commands(reader, to_server), self._replies(from_server, writer))

    def cut(self) -> None:
        """Break every connection."""
        for writer in self._writers:
            writer.transport.abort()

    async def _commands(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await _read(reader):
            writer.write(data)
        writer.close()

    async def _replies(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await _read(reader):
            await asyncio.sleep(self.delay)
            if self.loses_replies:
                writer.transport.abort()
            writer.write(data)
        writer.close()


@asynccontextmanager
async def proxy_to(server: RedisServer, tls: ssl.SSLContext | None = None) -> AsyncIterator[RedisProxy]:
    """A proxy to `server`, with a certificate of its own if it is given one."""
    proxy = RedisProxy(server)
    async with await asyncio.start_server(proxy.pass_on, "127.0.0.1", ssl=tls) as listener:
        proxy.port = listener.sockets[0].getsockname()[1]
        try:
            yield proxy
        finally:
            proxy.cut()


async def _read(reader: asyncio.StreamReader) -> bytes:
    try:
        return await reader.read(65536)
    except ConnectionError:
        return b""
