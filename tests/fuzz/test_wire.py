"""Whatever comes through a socket, all that comes back is in order, and the service goes on (G2, G23).

`make fuzz` says much more, and something else each time.
"""

import asyncio
from collections.abc import Callable, Collection
from typing import Final

import pytest
import uvloop
from fastapi import FastAPI
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from starlette.responses import Response
from structlog.testing import capture_logs

from tests.entrypoints.http.serving import service
from tests.entrypoints.wire.words import LAST, STRICT
from tests.fuzz.fuzzed import EXAMPLES
from tests.fuzz.messages import SECRET, messages, spoiled
from tests.servers.wire import Guest, NewLoop, Wire, answers_in, wire
from todoauth.entrypoints.wire.patience import Patience
from todoauth.testing.world import World

AT_ONCE: Final = 20
BATCHES: Final = max(EXAMPLES // 2, 2_000) // AT_ONCE // 2  # on each loop
TRIES: Final = 5
SHORT: Final = Patience(head=0.05, body=0.05, farewell=0.05, beat=0.01)


def play(app: FastAPI, new_loop: NewLoop, phases: Collection[Phase] = tuple(Phase)) -> None:
    """Say very much to it, several people at a time."""

    @settings(max_examples=BATCHES, phases=phases, suppress_health_check=list(HealthCheck))
    @given(st.lists(messages() | spoiled(), min_size=AT_ONCE, max_size=AT_ONCE))
    def answers(batch: list[bytes]) -> None:
        logs.clear()
        check(served, batch)

    with capture_logs() as logs, wire(app, patience=SHORT, new_loop=new_loop) as served:
        answers()


def check(served: Wire, batch: list[bytes]) -> None:
    """Fail when an answer is not as every answer is, when there is none, or when nothing more is answered."""
    for guest, message in [(told_at_once(served, message), message) for message in batch]:
        check_told(guest.hear_all() or heard_again(served, message))
    last = served.guest()
    last.say(LAST)
    assert [answer.status for answer in answers_in(last.hear_all())] == [200]
    served.dismiss()


def told_at_once(served: Wire, message: bytes) -> Guest:
    """Somebody who says a message."""
    guest = served.guest()
    guest.say(message + LAST)
    return guest


def heard_again(served: Wire, message: bytes) -> bytes:
    """What whoever came too late to say anything hears in the end: on a busy machine, an instant is long."""
    told = (told_at_once(served, message).hear_all() for _ in range(TRIES))
    return next(filter(None, told), b"")


def check_told(told: bytes) -> None:
    """Fail when something of it is not in order."""
    answers = answers_in(told)
    assert answers
    assert SECRET not in told
    for answer in answers:
        assert 200 <= answer.status < 500
        assert answer.headers.items() >= STRICT.items()
        assert answer.headers["x-request-id"]
        assert "server" not in answer.headers
        assert answer.status < 400 or answer.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize("new_loop", [asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def test_whatever_is_said_is_answered_in_order(new_loop: NewLoop) -> None:
    play(service(World()), new_loop)


async def break_down(rest: str) -> Response:
    raise RuntimeError(rest)


async def repeat(rest: str) -> Response:
    return Response(rest)


@pytest.mark.parametrize("fault", [break_down, repeat])
def test_a_service_that_breaks_or_repeats_what_it_hears_is_found_out(fault: Callable[[str], Response]) -> None:
    app = service(World())
    app.get("/nowhere/{rest:path}")(fault)
    with pytest.raises((AssertionError, ExceptionGroup)):
        play(app, asyncio.new_event_loop, [Phase.generate])
