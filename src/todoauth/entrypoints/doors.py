"""Sockets that listen, and how they stop."""

import asyncio
import socket
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

BACKLOG: Final = 2048

_BETWEEN_TURNS: Final = 0.001  # seconds: any will do that is not 0


async def shut(server: asyncio.AbstractServer) -> None:
    """Let nobody else in; whoever was let in is there.

    A server that is closed in the turn of the loop in which it let somebody in forgets them, and their connection stays
    open (python/cpython#109564). Timers come last in a turn: behind one there is nobody to forget.
    """
    await asyncio.sleep(_BETWEEN_TURNS)
    server.close()


def waiting_at(doors: Iterable[socket.socket]) -> list[socket.socket]:
    """Close listening sockets, and return the connections that the system made and nobody has taken yet.

    They would be reset otherwise, with what they ask for.
    """
    guests = list[socket.socket]()
    for door in doors:
        door.setblocking(False)
        with door, suppress(BlockingIOError):
            for _ in range(BACKLOG):
                guests.append(door.accept()[0])
    for guest in guests:
        guest.setblocking(False)
    return guests
