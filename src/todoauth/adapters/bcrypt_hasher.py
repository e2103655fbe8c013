"""Passwords under bcrypt, in threads of their own."""

import asyncio
import base64
import hmac
import logging
import os
import re
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import TypeVar

import bcrypt

from todoauth.domain.errors import Overloaded
from todoauth.domain.model.password import Password, PasswordHash
from todoauth.ports.hasher import PasswordHasher

T = TypeVar("T")

_HASH = re.compile(r"\$2[aby]\$(0[4-9]|1[0-6])\$[./A-Za-z0-9]{53}", re.ASCII)

log = logging.getLogger(__name__)


class BcryptHasher(PasswordHasher):
    """bcrypt over a keyed hash, so that no password is too long for it and a stolen database is worth nothing.

    bcrypt lets other threads run while it works, so there are as many threads as cores, and reads stay fast.

    Args:
        pepper: at least 32 random bytes that nothing else is keyed with. With another pepper no password matches.
        cost: each step doubles the work.
        threads: how many hashes are made at a time; as many as there are cores, if not said.
        most_waiting: how many more may wait for a thread.
    """

    def __init__(self, *, pepper: bytes, cost: int = 12, threads: int | None = None, most_waiting: int = 16) -> None:
        threads = threads or os.cpu_count() or 1
        self._pepper = pepper
        self._cost = cost
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="bcrypt")
        self._room = threading.BoundedSemaphore(threads + most_waiting)

    async def hash(self, password: Password) -> PasswordHash:
        """Return a hash of `password`, salted anew."""
        return await self._in_turn(lambda: PasswordHash(self._hashed(password, self._cost).decode("ascii")))

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        """Return whether `hash` was made of `password`. It takes the same time whatever `hash` is."""
        return await self._in_turn(lambda: self._matches(password, hash))

    def outdated(self, hash: PasswordHash) -> bool:
        """Return whether `hash` cost less than it would today."""
        return (_cost_of(hash) or 0) < self._cost

    def close(self) -> None:
        """End the threads, once they have finished the hashes they are at."""
        self._pool.shutdown(cancel_futures=True)

    async def _in_turn(self, work: Callable[[], T]) -> T:
        if not self._room.acquire(blocking=False):
            raise Overloaded
        try:
            turn = self._pool.submit(work)
        except BaseException:
            self._room.release()
            raise
        # Given back by the work, not by who waits for it: giving up does not make a thread free.
        turn.add_done_callback(lambda _: self._room.release())
        return await asyncio.wrap_future(turn)

    def _matches(self, password: Password, hash: PasswordHash | None) -> bool:
        cost = _cost_of(hash) if hash is not None else None
        if hash is None or cost is None:
            self._hashed(password, self._cost)
            return False
        matches = bcrypt.checkpw(self._keyed(password), hash.encode("ascii"))
        # 2^c + (2^c + 2^(c+1) + … + 2^(C-1)) = 2^C: a hash of an earlier, lower cost does not show in the time.
        for missing in range(cost, self._cost):
            self._hashed(password, missing)
        return matches

    def _hashed(self, password: Password, cost: int) -> bytes:
        return bcrypt.hashpw(self._keyed(password), bcrypt.gensalt(cost))

    def _keyed(self, password: Password) -> bytes:
        """Return 44 bytes for a password in NFC: bcrypt takes up to 72 and none that is zero."""
        return base64.b64encode(hmac.digest(self._pepper, password.text.encode(), sha256))


def _cost_of(hash: PasswordHash) -> int | None:
    """Return the cost of a hash; or nothing, and raise an alarm, if it makes no sense."""
    found = _HASH.fullmatch(hash)
    if found is None:
        log.error("a stored password hash makes no sense")
        return None
    return int(found[1])
