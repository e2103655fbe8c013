"""How the other side knows where the body of an answer ends (RFC 9112 section 6)."""

from collections.abc import Callable
from typing import Final, TypeAlias

Framed: TypeAlias = Callable[[bytes, bool], bytes]
"""Takes a part of a body and whether it is the last one; returns what goes over the wire."""

CHUNKED: Final = b"transfer-encoding: chunked\r\n"

_WITHOUT_BODY: Final = frozenset((204, 304))


def framing(method: str, version: str, status: int, length: bytes | None) -> Framed:
    """Return how the body of an answer is framed.

    Args:
        version: of HTTP, as the client speaks it.
        length: the body's, as the answer says it.
    """
    if method == "HEAD":
        return _left_out
    if length is not None or status in _WITHOUT_BODY:
        return _Counted(int(length or 0))
    return as_chunk if version != "1.0" else _as_it_is  # HTTP/1.0 knows the end of the connection only


def as_chunk(body: bytes, is_last: bool) -> bytes:
    """Fulfil `Framed` for a body of whatever length."""
    chunk = b"%x\r\n%b\r\n" % (len(body), body) if body else b""
    return chunk + b"0\r\n\r\n" if is_last else chunk


class _Counted:
    """Fulfils `Framed` for a body of that length, and no other."""

    __slots__ = ("_left",)

    def __init__(self, length: int) -> None:
        self._left = length

    def __call__(self, body: bytes, is_last: bool) -> bytes:
        self._left -= len(body)
        if self._left < 0 or (is_last and self._left):
            raise RuntimeError("the body is not as long as the answer says")
        return body


def _left_out(_body: bytes, _is_last: bool) -> bytes:
    return b""


def _as_it_is(body: bytes, _is_last: bool) -> bytes:
    return body
