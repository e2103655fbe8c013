"""The head of an answer, as it goes over the wire (RFC 9112)."""

from collections.abc import Iterable
from email.utils import formatdate
from http import HTTPStatus
from typing import Final

from todoauth.adapters.system import system_clock

_STATUS_LINES: Final = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}
_SAID: Final = b"\t" + bytes(range(ord(" "), 0x7F)) + bytes(range(0x80, 0x100))


def head_of(status: int, headers: Iterable[tuple[bytes, bytes]], *more: bytes) -> bytes:
    """Return the head of an answer.

    Args:
        more: whole lines of it.

    Raises:
        RuntimeError: a header has a character that would end it, or that none may have (RFC 9110 section 5.5).
    """
    lines = [b"%b: %b\r\n" % header for header in headers]
    block = b"".join(lines)
    if block.translate(None, _SAID) != b"\r\n" * len(lines):
        raise RuntimeError("a header has a control character")
    return b"".join((_STATUS_LINES.get(status) or b"HTTP/1.1 %d \r\n" % status, _date.line(), block, *more, b"\r\n"))


class _Date:
    """The header that says when (RFC 9110 section 6.6.1): the same for a second."""

    def __init__(self) -> None:
        self._second = 0
        self._line = b""

    def line(self) -> bytes:
        second = int(system_clock().timestamp())
        if second != self._second:
            self._second, self._line = second, f"date: {formatdate(second, usegmt=True)}\r\n".encode()
        return self._line


_date: Final = _Date()
