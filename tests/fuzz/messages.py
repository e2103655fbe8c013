"""What somebody might send through a socket: requests, well made or nearly so."""

from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

SECRET: Final = b"x7Yq9"
"""Is in many of them, and never to be said again."""

METHODS: Final = b"GET POST PATCH HEAD PUT DELETE OPTIONS TRACE CONNECT PROPFIND QUERY PRI BREW get HTTP/1.1".split()
TARGETS: Final = [
    b"/health/live",
    b"/todos",
    b"/todos/" + SECRET,
    b"/users/sign-up",
    b"/nowhere/" + SECRET,
    b"/health/live?a=1&a=2",
    b"/nowhere/../%2e%2e/" + SECRET,
    b"//evil.example/",
    b"/%00%ff%zz",
    b"/#" + SECRET,
    b"http://testserver/health/live",
    b"http://evil.example/",
    b"testserver:443",
    b"*",
    b"",
    b"/" + 9_000 * b"x",
]
VERSIONS: Final = b"HTTP/1.1 HTTP/1.0 HTTP/0.9 HTTP/2.0 HTTP/1.2 HTTP/1 http/1.1 HTTP/11.1".split()
HARMLESS: Final = [
    b"Content-Type: application/json",
    b"Connection: close",
    b"Connection: keep-alive",
    b"Accept: */*",
    b"Expect: 100-continue",
    b"Authorization: Bearer " + SECRET,
    b"X-Forwarded-For: " + SECRET,
    b"Origin: https://evil.example",
    b"Access-Control-Request-Method: " + SECRET,
    b"If-Match: " + SECRET,
]
LENGTHS: Final = [
    b"Content-Length: 0",
    b"Content-Length: 2",
    b"Content-Length: 7",
    b"Content-Length: 70000",
    b"Transfer-Encoding: chunked",
]
ODD: Final = [
    *LENGTHS,
    b"Host: testserver",
    b"Host: evil.example",
    b"Host : testserver",
    b"Host:",
    b"Content-Length: -1",
    b"Content-Length: 2, 2",
    b"Transfer-Encoding: Chunked",
    b"Transfer-Encoding: gzip, chunked",
    b"Transfer-Encoding:\x0bchunked",
    b"Connection: keep-alive, Upgrade",
    b"Upgrade: websocket",
    b"Upgrade: h2c",
    b"Expect: " + SECRET,
    b"X-Request-ID: " + SECRET + b"\x01",
    b" folded",
    b"no colon",
    b": no name",
    b"X-Long: " + 17_000 * b"x",
    b"X-NUL: \0",
]
BODIES: Final = [
    b"",
    b"{}",
    b'{"username": "' + SECRET + b'"}',
    b"2\r\n{}\r\n0\r\n\r\n",
    b"2;" + SECRET + b"\r\n{}\r\n0\r\nAuthorization: " + SECRET + b"\r\n\r\n",
    b"fffffffffffffffff\r\n{}\r\n",
    b"-1\r\n{}\r\n0\r\n\r\n",
    b"0\r\n\r\n",
]


FEW: Final = st.binary(max_size=4)


def mostly(usual: st.SearchStrategy[bytes], odd: st.SearchStrategy[bytes]) -> st.SearchStrategy[bytes]:
    """Something usual, and every now and then something odd."""
    return st.sampled_from([usual] * 9 + [odd]).flatmap(lambda either: either)


METHOD: Final = mostly(st.sampled_from(METHODS[:4]), st.sampled_from(METHODS))
TARGET: Final = mostly(st.sampled_from(TARGETS[:6]), st.sampled_from(TARGETS) | FEW)
VERSION: Final = mostly(st.just(b"HTTP/1.1"), st.sampled_from(VERSIONS))
HOST: Final = mostly(st.just(b"Host: testserver"), st.sampled_from(ODD))
HEADER: Final = mostly(st.sampled_from(HARMLESS), st.sampled_from(ODD))
END: Final = mostly(st.just(b"\r\n"), st.sampled_from([b"\n", b"\r"]))
BODY: Final = mostly(st.sampled_from(BODIES), FEW)


@st.composite
def messages(draw: DrawFn) -> bytes:
    """One of them."""
    line = b" ".join((draw(METHOD), draw(TARGET), draw(VERSION)))
    length = draw(st.lists(st.sampled_from(LENGTHS), max_size=1))
    return draw(END).join([line, draw(HOST), *length, *draw(st.lists(HEADER, max_size=4)), b"", draw(BODY)])


@st.composite
def spoiled(draw: DrawFn) -> bytes:
    """One of them, with something taken out or put in."""
    message = draw(messages())
    cut = draw(st.integers(0, len(message)))
    return message[:cut] + draw(FEW) + message[cut + draw(st.integers(0, 4)) :]
