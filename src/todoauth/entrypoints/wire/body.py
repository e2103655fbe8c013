"""The body of a request, as it comes in."""

import asyncio
from typing import Final

from todoauth.entrypoints.wire.flow import Flow

_MOST_UNREAD: Final = 65_536  # bytes of a body that wait for somebody to read them


class Body:
    """What has come of a body and nobody has read yet.

    Args:
        flow: of the connection that it comes on.
    """

    __slots__ = ("_flow", "_has_news", "_news", "_parts", "_unread", "is_whole")

    def __init__(self, flow: Flow) -> None:
        self._flow = flow
        self._parts: list[bytes] = []
        self._unread = 0
        self._news: asyncio.Event | None = None
        self._has_news = self.is_whole = False

    def keep(self, part: bytes) -> None:
        """Keep a part until somebody reads it."""
        self._parts.append(part)
        self._unread += len(part)
        if self._unread > _MOST_UNREAD:
            self._flow.stop_reading()
        self.tell()

    def end(self) -> None:
        """Nothing more comes."""
        self.is_whole = True
        self.tell()

    def taken(self) -> bytes:
        """Return what has come since the last time."""
        body = b"".join(self._parts)
        self._parts.clear()
        self._unread = 0
        return body

    def tell(self) -> None:
        """Have whoever waits for news look for it."""
        self._has_news = True
        if self._news is not None:
            self._news.set()

    async def told(self) -> None:
        """Return when there is news."""
        self._flow.go_on_reading()
        if not self._has_news:
            self._news = self._news or asyncio.Event()
            await self._news.wait()
        self._has_news = False
        if self._news is not None:
            self._news.clear()
