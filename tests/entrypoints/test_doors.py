"""A door that closes leaves nobody between inside and outside."""

import asyncio
from contextlib import ExitStack
from socket import create_connection

import pytest
import uvloop

from tests.servers.wire import NewLoop
from todoauth.entrypoints.doors import shut, waiting_at
from todoauth.entrypoints.serve import listener
from todoauth.entrypoints.settings.addresses import Bind

HERE = Bind("127.0.0.1", 0)
MANY = 16


class Guest(asyncio.Protocol):
    """Somebody who was let in, written down in a list."""

    def __init__(self, inside: list[asyncio.BaseTransport]) -> None:
        self._inside = inside

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._inside.append(transport)


def test_who_waits_at_a_door_that_closes_is_let_in_and_nobody_after_them():
    door = listener(HERE)
    with ExitStack() as closing:
        visitors = [closing.enter_context(create_connection(door.getsockname(), timeout=5)) for _ in range(3)]
        guests = [closing.enter_context(guest) for guest in waiting_at([door])]
        assert {guest.getpeername() for guest in guests} == {visitor.getsockname() for visitor in visitors}
    assert door.fileno() == -1


@pytest.mark.parametrize("new_loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
@pytest.mark.parametrize("turns", range(6))
def test_whenever_a_door_closes_everybody_is_inside_or_waits(new_loop: NewLoop, turns: int):
    with asyncio.Runner(loop_factory=new_loop) as runner:
        inside, waiting = runner.run(visited(turns))
    assert len(inside) + waiting == MANY


async def visited(turns: int) -> tuple[list[asyncio.BaseTransport], int]:
    """How many are inside, and how many wait, of those who came so many turns of the loop before the door closed."""
    door, inside = listener(HERE), list[asyncio.BaseTransport]()
    server = await asyncio.get_running_loop().create_server(lambda: Guest(inside), sock=door)
    with ExitStack() as closing:
        outside = door.dup()
        for _ in range(MANY):
            closing.enter_context(create_connection(door.getsockname(), timeout=5))
        for _ in range(turns):
            await asyncio.sleep(0)
        await shut(server)
        waiting = [closing.enter_context(guest) for guest in waiting_at([outside])]
        for _ in range(2):
            await asyncio.sleep(0)
        for transport in inside:
            transport.close()
        await asyncio.sleep(0)
    return inside, len(waiting)
