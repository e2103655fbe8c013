"""What could be read in two ways is refused in one, with a problem document, and the connection ends (ASVS 4.2.1)."""

import json
from typing import Any

import pytest

from tests.entrypoints.wire.conftest import Entries, Gate
from tests.entrypoints.wire.words import CHUNKED, HOST, LAST, LIVE, SIGN_UP, STRICT
from tests.servers.processes import wait_until
from tests.servers.wire import Wire, answers_in
from todoauth.entrypoints.wire.patience import Patience

SECRET = b"x7Yq9"
LENGTH = b"Content-Length: 2\r\n"
UPGRADE = b"Connection: Upgrade\r\nUpgrade: "
MANY = 1_000_000

MALFORMED = {
    "a TLS hello": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    "an answer": b"HTTP/1.1 200 OK\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "an unknown method": b"BREW /health/live HTTP/1.1\r\n" + HOST + b"\r\n",
    "a method in small letters": b"get /health/live HTTP/1.1\r\n" + HOST + b"\r\n",
    "no version": b"GET /health/live\r\n\r\n",
    "version 2.0": b"GET /health/live HTTP/2.0\r\n" + HOST + b"\r\n",
    "version 1.2": b"GET /health/live HTTP/1.2\r\n" + HOST + b"\r\n",
    "a URL of another host": b"GET http://evil.example/health/live HTTP/1.1\r\n" + HOST + b"\r\n",
    "a URL with a user": b"GET http://ada@testserver/health/live HTTP/1.1\r\n" + HOST + b"\r\n",
    "a URL without a path": b"GET http://testserver HTTP/1.1\r\n" + HOST + b"\r\n",
    "an authority": b"GET testserver:80 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a fragment": b"GET /health/live#x HTTP/1.1\r\n" + HOST + b"\r\n",
    "an asterisk": b"GET * HTTP/1.1\r\n" + HOST + b"\r\n",
    "a path without a slash": b"GET health/live HTTP/1.1\r\n" + HOST + b"\r\n",
    "a path beyond ASCII": b"GET /h\xc3\xa4lth HTTP/1.1\r\n" + HOST + b"\r\n",
    "a control character": b"GET /\x01 HTTP/1.1\r\n" + HOST + b"\r\n",
    "a line that is folded": LIVE + b"X-Long: x\r\n y\r\n\r\n",
    "bare line feeds": LIVE.replace(b"\r", b"") + b"\n",
    "a bare carriage return": LIVE + b"X-Odd: x\ry\r\n\r\n",
    "NUL": LIVE + b"X-Odd: x\0y\r\n\r\n",
    "space before a colon": b"GET /health/live HTTP/1.1\r\nHost : testserver\r\n\r\n",
    "a header without a name": LIVE + b": x\r\n\r\n",
    "two lengths": SIGN_UP + LENGTH + b"Content-Length: 3\r\n\r\n{}",
    "one length twice": SIGN_UP + LENGTH + LENGTH + b"\r\n{}",
    "a list of lengths": SIGN_UP + b"Content-Length: 2, 2\r\n\r\n{}",
    "a negative length": SIGN_UP + b"Content-Length: -2\r\n\r\n{}",
    "a length with a sign": SIGN_UP + b"Content-Length: +2\r\n\r\n{}",
    "a length beyond all bounds": SIGN_UP + b"Content-Length: 99999999999999999999999\r\n\r\n{}",
    "a length and chunks": SIGN_UP + LENGTH + CHUNKED + b"\r\n2\r\n{}\r\n0\r\n\r\n",
    "chunks and a length": SIGN_UP + CHUNKED + LENGTH + b"\r\n2\r\n{}\r\n0\r\n\r\n",
    "chunks twice": SIGN_UP + CHUNKED + CHUNKED + b"\r\n2\r\n{}\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": SIGN_UP.replace(b"1.1", b"1.0") + CHUNKED + b"\r\n2\r\n{}\r\n0\r\n\r\n",
    "another coding": SIGN_UP + b"Transfer-Encoding: gzip\r\n\r\n{}",
    "another coding and chunks": SIGN_UP + b"Transfer-Encoding: gzip, chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "another coding by itself": SIGN_UP + b"Transfer-Encoding: gzip\r\n" + CHUNKED + b"\r\n2\r\n{}\r\n0\r\n\r\n",
    "a chunk of no size": SIGN_UP + CHUNKED + b"\r\nzz\r\n{}\r\n0\r\n\r\n",
    "a chunk that is longer than it says": SIGN_UP + CHUNKED + b"\r\n1\r\n{}\r\n0\r\n\r\n",
    "chunks with bare line feeds": SIGN_UP + CHUNKED + b"\r\n2\n{}\n0\n\n",
    "a trailer without end": SIGN_UP + CHUNKED + b"\r\n2\r\n{}\r\n0\r\nX-Long: " + MANY * b"x",
    "a name of a chunk without end": SIGN_UP + CHUNKED + b"\r\n2;" + MANY * b"x",
    "chunks with long names": SIGN_UP + CHUNKED + b"\r\n" + 10_000 * (b"1;" + 100 * b"x" + b"\r\n \r\n"),
}
OTHERS = {
    "a WebSocket": ("upgrade-refused", 400, LIVE + UPGRADE + b"websocket\r\n\r\n"),
    "HTTP/2 in the clear": ("upgrade-refused", 400, LIVE + UPGRADE + b"h2c\r\n\r\n"),
    "an upgrade after a body": ("upgrade-refused", 400, SIGN_UP + UPGRADE + b"h2c\r\n" + LENGTH + b"\r\n{}"),
    "an upgrade of nothing": ("upgrade-refused", 400, b"GET /no HTTP/1.1\r\n" + HOST + UPGRADE + b"websocket\r\n\r\n"),
    "a tunnel": ("upgrade-refused", 400, b"CONNECT testserver:443 HTTP/1.1\r\n" + HOST + b"\r\n" + LAST),
    "a long path": ("target-too-long", 414, b"GET /" + 8_192 * b"x" + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a long query": ("target-too-long", 414, b"GET /?" + 8_192 * b"x" + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a path without end": ("target-too-long", 414, b"GET /" + MANY * b"x"),
    "a header without end": ("headers-too-large", 431, LIVE + b"X-Long: " + MANY * b"x"),
    "headers without end": ("headers-too-large", 431, LIVE + 100_000 * b"X-More: x\r\n"),
}
REFUSED = {name: ("malformed-request", 400, words) for name, words in MALFORMED.items()} | OTHERS

# By the service itself, which goes on.
ANSWERED = {
    "no host": ("malformed-header", 400, b"GET /health/live HTTP/1.1\r\n\r\n"),
    "two hosts": ("malformed-header", 400, LIVE + HOST + b"\r\n"),
    "another host": ("unknown-host", 421, b"GET /health/live HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
    "no name of a host": ("unknown-host", 421, b"GET /health/live HTTP/1.1\r\nHost:\r\n\r\n"),
    "65 headers": ("headers-too-large", 431, LIVE + 64 * b"X-More: x\r\n" + b"\r\n"),
    "large headers": ("headers-too-large", 431, LIVE + b"X-Long: " + 16_384 * b"x" + b"\r\n\r\n"),
    "TRACE": ("method-not-allowed", 405, b"TRACE /health/live HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a method of WebDAV": ("method-not-allowed", 405, b"PROPFIND /todos HTTP/1.1\r\n" + HOST + b"\r\n"),
    "the server as such": ("not-found", 404, b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a slash too many": ("not-found", 404, b"GET /health/live/ HTTP/1.1\r\n" + HOST + b"\r\n"),
    "slashes before a host": ("not-found", 404, b"GET //evil.example/ HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a parameter twice": ("invalid-value", 422, b"GET /health/live?a=1&a=2 HTTP/1.1\r\n" + HOST + b"\r\n"),
    "NUL in a path": ("not-found", 404, b"GET /%00 HTTP/1.1\r\n" + HOST + b"\r\n"),
}

TAKEN = {
    "HTTP/1.0": LIVE.replace(b"1.1", b"1.0") + b"\r\n",
    "a URL of this host": b"GET http://TestServer/health/live HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n",
    "empty lines before it": b"\r\n\r\n" + LAST,
    "an upgrade that is not meant for us": LIVE + b"Upgrade: h2c\r\nConnection: close\r\n\r\n",
}


@pytest.fixture
def patience() -> Patience:
    """Long: only what is wrong is refused, and nobody because the machine is slow."""
    return Patience()


def problem_in(told: bytes) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(told.rpartition(b"\r\n\r\n")[2])
    return document


@pytest.mark.parametrize(("slug", "status", "words"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_gets_a_problem_and_is_the_last(served: Wire, slug: str, status: int, words: bytes) -> None:
    guest = served.guest()
    guest.say(words)
    told = guest.hear_all()
    [answer] = answers_in(told)
    assert (answer.status, problem_in(told)["type"]) == (status, f"/problems/{slug}")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["connection"] == "close"
    assert answer.headers.items() >= STRICT.items()
    assert "server" not in answer.headers


@pytest.mark.parametrize(("slug", "status", "words"), ANSWERED.values(), ids=ANSWERED)
def test_what_can_be_read_is_answered_and_the_connection_goes_on(
    served: Wire, slug: str, status: int, words: bytes
) -> None:
    guest = served.guest()
    guest.say(words + LAST)
    told = guest.hear_all()
    refused, live = answers_in(told)
    assert (refused.status, live.status) == (status, 200)
    assert f'"/problems/{slug}"'.encode() in told
    assert refused.headers.items() >= STRICT.items()


@pytest.mark.parametrize("words", TAKEN.values(), ids=TAKEN)
def test_what_is_odd_but_clear_is_taken(served: Wire, words: bytes) -> None:
    guest = served.guest()
    guest.say(words)
    assert [answer.status for answer in answers_in(guest.hear_all())] == [200]


@pytest.mark.parametrize("cut", [1, 7, 100])
@pytest.mark.parametrize(("slug", "status", "words"), OTHERS.values(), ids=OTHERS)
def test_it_does_not_matter_in_what_pieces_it_comes(
    served: Wire, slug: str, status: int, words: bytes, cut: int
) -> None:
    guest = served.guest()
    for piece in (words[:cut], words[cut : 2 * cut], words[2 * cut :]):
        guest.say(piece)
    told = guest.hear_all()
    assert ([answer.status for answer in answers_in(told)], problem_in(told)["type"]) == ([status], f"/problems/{slug}")


@pytest.mark.parametrize("bad", [b"BREW / HTTP/1.1\r\n\r\n", SIGN_UP + CHUNKED + b"\r\nzz\r\n"], ids=["head", "body"])
def test_what_was_asked_before_is_answered_before(served: Wire, gate: Gate, bad: bytes) -> None:
    guest = served.guest()
    guest.say(b"GET /waits HTTP/1.1\r\n" + HOST + b"\r\n")
    wait_until(lambda: gate.is_held)
    guest.say(bad + LAST)
    gate.open()
    assert [answer.status for answer in answers_in(guest.hear_all())] == [200, 400]


def test_what_goes_wrong_after_an_answer_is_answered_no_more(served: Wire) -> None:
    guest = served.guest()
    guest.say(b"POST /nowhere HTTP/1.1\r\n" + HOST + CHUNKED + b"\r\n")
    assert [answer.status for answer in answers_in(guest.hear(b"}"))] == [404]
    guest.say(b"zz\r\n" + LAST)
    assert guest.hear_all() == b""


def test_a_trailer_is_no_header(served: Wire) -> None:
    guest = served.guest()
    guest.say(
        b"POST /headers HTTP/1.1\r\n"
        + HOST
        + CHUNKED
        + b"Connection: close\r\n\r\n0\r\nAuthorization: Bearer x\r\n\r\n"
    )
    assert guest.hear_all().endswith(b"host transfer-encoding connection")


def test_a_refusal_of_what_has_no_body_has_none(served: Wire) -> None:
    guest = served.guest()
    guest.say(b"HEAD /#x HTTP/1.1\r\n" + HOST + b"\r\n")
    told = guest.hear_all()
    assert told.startswith(b"HTTP/1.1 400 ")
    assert told.endswith(b"\r\n\r\n")


def test_a_client_that_waits_for_leave_gets_it_or_an_answer(served: Wire) -> None:
    waits = b"Expect: 100-continue\r\nConnection: close\r\n"
    guest = served.guest()
    guest.say(SIGN_UP + waits + LENGTH + b"\r\n")
    assert guest.hear(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
    guest.say(b"{}")
    assert [answer.status for answer in answers_in(guest.hear_all())] == [422]
    refused = served.guest()
    refused.say(SIGN_UP + waits + b"Content-Length: 70000\r\n\r\n")
    assert refused.hear_all().startswith(b"HTTP/1.1 413 ")


def test_an_answer_reaches_somebody_who_is_still_talking(served: Wire) -> None:
    guest = served.guest()
    guest.say(LIVE + b"X-Long: " + 10_000_000 * b"x")
    assert [answer.status for answer in answers_in(guest.hear_all())] == [431]


def test_the_log_names_the_id_of_a_request_and_nothing_else_of_it(served: Wire, logs: Entries) -> None:
    guest = served.guest()
    guest.say(b"PUT /" + SECRET + b"#x HTTP/1.1\r\n" + HOST + b"X-Request-ID: my-request\r\nX: " + SECRET + b"\r\n\r\n")
    told = guest.hear_all()
    assert answers_in(told)[0].headers["x-request-id"] == "my-request"
    wait_until(lambda: bool(logs))
    [entry] = logs
    assert (entry["method"], entry["route"], entry["status"]) == ("PUT", None, 400)
    assert SECRET.decode() not in f"{told!r}{logs}"
