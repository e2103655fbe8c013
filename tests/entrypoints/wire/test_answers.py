"""What an application answers, as it comes over the wire (RFC 9112)."""

import pytest
from fastapi import FastAPI
from starlette.responses import Response

from tests.entrypoints.wire.conftest import Entries, Gate
from tests.entrypoints.wire.words import HOST, LAST, LIVE
from tests.servers.processes import wait_until
from tests.servers.wire import Wire, answers_in
from todoauth.entrypoints.wire.patience import Patience

HALF = b"POST /half HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n"


@pytest.fixture
def patience() -> Patience:
    return Patience(rest=0.1, beat=0.02)


def test_an_answer_of_unknown_length_comes_in_chunks(served: Wire, gate: Gate) -> None:
    guest = served.guest()
    guest.say(HALF)
    wait_until(lambda: gate.is_held)
    gate.open()
    told = guest.hear_all()
    assert b"\r\ntransfer-encoding: chunked\r\n" in told
    assert told.endswith(b"4\r\nhalf\r\n8\r\nthe rest\r\n0\r\n\r\n")


def test_to_http_1_0_it_ends_with_the_connection(served: Wire, gate: Gate) -> None:
    guest = served.guest()
    guest.say(HALF.replace(b"1.1", b"1.0"))
    wait_until(lambda: gate.is_held)
    gate.open()
    told = guest.hear_all()
    assert b"transfer-encoding" not in told
    assert told.endswith(b"\r\n\r\nhalfthe rest")


def test_answers_say_when(served: Wire) -> None:
    guest = served.guest()
    guest.say(LAST)
    [answer] = answers_in(guest.hear_all())
    assert answer.headers["date"].endswith(" GMT")


def test_a_connection_that_nobody_uses_is_closed_without_a_word(served: Wire) -> None:
    guest = served.guest()
    guest.say(LIVE + b"\r\n")
    assert guest.hear_all().endswith(b'{"status":"live"}')


def test_a_server_that_leaves_closes_after_the_very_next_answer(served: Wire) -> None:
    guest = served.guest()
    guest.say(LIVE + b"\r\n")
    assert b"connection" not in guest.hear(b"}")
    served.leave()
    guest.say(LIVE + b"\r\n")
    [answer] = answers_in(guest.hear_all())
    assert (answer.status, answer.headers["connection"]) == (200, "close")


@pytest.mark.parametrize("header", [("location", "/x\r\nset-cookie: a=b"), ("content-length", "3")])
def test_an_answer_that_would_be_read_in_two_ways_is_not_sent(
    served: Wire, app: FastAPI, logs: Entries, header: tuple[str, str]
) -> None:
    @app.get("/odd")
    async def odd() -> Response:
        return Response(b"{}", headers=dict([header]))

    guest = served.guest()
    guest.say(b"GET /odd HTTP/1.1\r\n" + HOST + b"\r\n")
    assert guest.hear_all() == b""
    wait_until(lambda: any(entry["event"] == "unexpected_error" for entry in logs))
