"""The two directions of a connection."""

import asyncio


class Flow:
    """Lets whoever sends faster than the other side reads rest, and the other side when it sends faster than we do.

    Args:
        transport: the connection.
    """

    __slots__ = ("_room", "_transport", "is_read")

    def __init__(self, transport: asyncio.Transport) -> None:
        self._transport = transport
        self._room: asyncio.Event | None = None
        self.is_read = True

    def stop_reading(self) -> None:
        """Take nothing in."""
        if self.is_read:
            self.is_read = False
            self._transport.pause_reading()

    def go_on_reading(self) -> None:
        """Take in what comes."""
        if not self.is_read:
            self.is_read = True
            self._transport.resume_reading()

    def fill(self) -> None:
        """Keep back whoever wants to send."""
        self._room = self._room or asyncio.Event()

    def drain(self) -> None:
        """Let everybody send."""
        if self._room is not None:
            self._room.set()
            self._room = None

    async def room(self) -> None:
        """Return when something can be sent."""
        if self._room is not None:
            await self._room.wait()
