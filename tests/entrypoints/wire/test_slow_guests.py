"""Whoever sends or reads too slowly is left, and nobody else notices (security M10, G17)."""

import select
from collections.abc import Iterator
from itertools import cycle

import pytest

from tests.entrypoints.wire.conftest import LARGE, Gate
from tests.entrypoints.wire.words import HOST, LAST, LIVE, SIGN_UP
from tests.servers.processes import wait_until
from tests.servers.wire import Guest, Wire, answers_in
from todoauth.entrypoints.wire.patience import Patience

TOO_LARGE = SIGN_UP + b"Content-Length: 70000\r\n\r\n"

HALVES = {
    "half a line": b"GET /hea",
    "half a header": b"GET /health/live HTTP/1.1\r\nHost: test",
    "all but the last line": LIVE,
    "no body": SIGN_UP + b"Content-Length: 2\r\n\r\n",
    "half a body": SIGN_UP + b"Content-Length: 2\r\n\r\n{",
    "half a chunk": SIGN_UP + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{",
    "no last chunk": SIGN_UP + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n",
    "half a trailer": SIGN_UP + b"Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\nX-Late:",
}
DRIPS = {
    "a header": LIVE + b"X-Long: ",
    "a body": TOO_LARGE.replace(b"70000", b"60000"),
    "chunks": SIGN_UP + b"Transfer-Encoding: chunked\r\n\r\nffff\r\n",
    "empty lines": b"",
}


def statuses(told: bytes) -> list[int]:
    return [answer.status for answer in answers_in(told)]


def outlast(served: Wire) -> None:
    """Let as much time pass as a head may take."""
    late = served.guest()
    late.say(b"GET")
    assert statuses(late.hear_all()) == [408]


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_whoever_stops_in_the_middle_is_told_and_left(served: Wire, half: bytes) -> None:
    guest = served.guest()
    guest.say(half)
    told = guest.hear_all()
    [answer] = answers_in(told)
    assert (answer.status, answer.headers["connection"]) == (408, "close")
    assert b"/problems/request-too-slow" in told


@pytest.mark.parametrize("half", HALVES.values(), ids=HALVES)
def test_the_second_request_of_a_connection_has_no_more_time(served: Wire, half: bytes) -> None:
    guest = served.guest()
    guest.say(LIVE + b"\r\n" + half)
    assert statuses(guest.hear_all()) == [200, 408]


@pytest.mark.parametrize("begun", DRIPS.values(), ids=DRIPS)
def test_whoever_sends_byte_by_byte_is_left_all_the_same(served: Wire, begun: bytes) -> None:
    guest = served.guest()
    guest.say(begun)
    for byte in cycle((b" ",) if begun else (b"\r", b"\n")):
        if select.select([guest.socket], [], [], 0.01)[0]:
            break
        guest.say(byte)
    assert statuses(guest.hear_all()) == [408]


def test_whoever_says_nothing_is_told_nothing(served: Wire) -> None:
    assert served.guest().hear_all() == b""


def test_a_connection_that_is_kept_may_rest(served: Wire) -> None:
    guest = served.guest()
    guest.say(LIVE + b"\r\n")
    assert statuses(guest.hear(b"}")) == [200]
    outlast(served)
    guest.say(LAST)
    assert statuses(guest.hear_all()) == [200]


def test_an_answer_may_take_its_time(served: Wire, gate: Gate) -> None:
    guest = served.guest()
    guest.say(b"GET /waits HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    wait_until(lambda: gate.is_held)
    outlast(served)
    gate.open()
    assert statuses(guest.hear_all()) == [200]


def test_who_asks_more_meanwhile_has_not_begun_to_be_late(served: Wire, gate: Gate) -> None:
    guest = served.guest()
    guest.say(b"GET /waits HTTP/1.1\r\n" + HOST + b"\r\nGET")
    wait_until(lambda: gate.is_held)
    outlast(served)
    gate.open()
    assert statuses(guest.hear_all()) == [200, 408]


@pytest.mark.parametrize("patience", [Patience(head=0.1, body=1, beat=0.02)])
def test_who_was_answered_before_the_end_of_a_body_is_answered_once(served: Wire) -> None:
    guest = served.guest()
    guest.say(TOO_LARGE)
    assert statuses(guest.hear_all()) == [413]


@pytest.mark.parametrize("patience", [Patience(head=0.1, body=1, beat=0.02)])
def test_an_answer_that_was_begun_is_cut_off_where_the_body_stops(served: Wire, gate: Gate) -> None:
    guest = served.guest()
    guest.say(b"POST /half HTTP/1.1\r\n" + HOST + b"Content-Length: 2\r\n\r\n{")
    wait_until(lambda: gate.is_held)
    told = guest.hear_all()
    assert told.endswith(b"half\r\n")
    gate.open()


def test_whoever_does_not_read_is_left(served: Wire) -> None:
    guest = served.guest(receive_buffer=4_096)
    guest.say(b"GET /large HTTP/1.1\r\n" + HOST + b"\r\n")
    wait_until(lambda: bool(served.state.connections))
    wait_until(lambda: not served.state.connections)
    assert len(guest.hear_all()) < len(LARGE)


def test_whoever_asks_on_without_reading_is_left(served: Wire) -> None:
    guest = served.guest(receive_buffer=4_096)
    guest.say(100 * (b"GET /large HTTP/1.1\r\n" + HOST + b"\r\n"))
    wait_until(lambda: bool(served.state.connections))
    wait_until(lambda: not served.state.connections)


@pytest.mark.parametrize("patience", [Patience(head=0.1, body=0.1, beat=0.02)])
def test_whoever_reads_gets_all_of_it(served: Wire) -> None:
    guest = served.guest()
    guest.say(b"GET /large HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")
    assert guest.hear_all().endswith(LARGE)


def test_whoever_was_turned_away_and_stays_is_left(served: Wire) -> None:
    guest = served.guest()
    guest.say(b"\0")
    assert statuses(guest.hear_all()) == [400]
    wait_until(lambda: not served.state.connections)


def crowd(served: Wire, size: int) -> Iterator[Guest]:
    """So many of each kind that is slow."""
    for _ in range(size):
        for words in (LIVE, SIGN_UP + b"Content-Length: 2\r\n\r\n{", b"GET /large HTTP/1.1\r\n" + HOST + b"\r\n"):
            guest = served.guest(receive_buffer=4_096)
            guest.say(words)
            yield guest


def test_a_crowd_of_them_keeps_nobody_waiting(served: Wire) -> None:
    slow, quick = list(crowd(served, 20)), served.guest()
    while True:
        quick.say(LIVE + b"\r\n")
        assert statuses(quick.hear(b"}")) == [200]
        if len(served.state.connections) == 1:  # all of them came in before
            break
    assert len(slow) == 60
