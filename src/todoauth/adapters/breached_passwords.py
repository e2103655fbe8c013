"""Passwords that were stolen elsewhere, in a file that is searched where it lies."""

import asyncio
import hashlib
import mmap
import re
from pathlib import Path
from typing import Final

from todoauth.domain.model.password import Password

_HASH_LINE: Final = re.compile(rb"[0-9A-Fa-f]{40}(?::[0-9]+)?\r?(?:\n|\Z)")
_DIGITS: Final = 40
_ENDS: Final = {b"", b"\n", b"\r"}


class BreachedPasswords:
    """A file of SHA-1 hashes in hexadecimal, sorted, as Have I Been Pwned gives them out; or of passwords, one a line.

    It is mapped, not read: of a sorted one a few pages are looked at, of the other all, by as many threads as ask.

    Args:
        path: a file that is not empty, and does not change while it is used.
    """

    def __init__(self, path: Path) -> None:
        with path.open("rb") as file:
            self._data = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        self._is_sorted = _HASH_LINE.match(self._data) is not None

    async def __call__(self, password: Password) -> bool:
        """Fulfil `IsBreached`."""
        return await asyncio.to_thread(self._holds, password.text.encode())

    def _holds(self, password: bytes) -> bool:
        if self._is_sorted:
            return self._holds_hash(hashlib.sha1(password, usedforsecurity=False).hexdigest().upper().encode("ascii"))
        return self._holds_line(password)

    def _holds_hash(self, wanted: bytes) -> bool:
        low, high = 0, len(self._data)  # both at the start of a line, or at the end of the file
        while low < high:
            middle = (low + high) // 2
            start = self._data.rfind(b"\n", low, middle) + 1 or low
            found = self._data[start : start + _DIGITS].upper()
            if found == wanted:
                return True
            if found > wanted:
                high = start
            else:
                low = self._data.find(b"\n", middle) + 1 or high
        return False

    def _holds_line(self, wanted: bytes) -> bool:
        at = self._data.find(wanted)
        while at >= 0:
            end = at + len(wanted)
            # At either end of the file there is nothing, which is as good as the end of a line.
            if self._data[max(0, at - 1) : at] in _ENDS and self._data[end : end + 1] in _ENDS:
                return True
            at = self._data.find(wanted, at + 1)
        return False
