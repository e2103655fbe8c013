"""Passwords under bcrypt, in threads of their own."""

import base64
import hmac
import logging
import os
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from hashlib import sha256
from typing import Final

import bcrypt

from todoauth.adapters.hashing.turns import Turns, nobody_leaves
from todoauth.domain.model.password import Password, PasswordHash
from todoauth.ports.asker import WhoAsks
from todoauth.ports.hasher import PasswordHasher

_SCHEME = "hmac-sha256"
_HASH = re.compile(
    rf"{_SCHEME}\$(?P<pepper>[A-Za-z0-9_-]{{1,64}})"
    # The last letter of a salt stands for two bits: bcrypt raises where it is any other.
    r"(?P<bcrypt>\$2b\$(?P<cost>0[4-9]|1[0-6])\$[./A-Za-z0-9]{21}[.Oeu][./A-Za-z0-9]{31})"
)
_LOWEST: Final = 4
_AT_THE_LOWEST: Final = timedelta(milliseconds=1)  # that a hash takes, until one was made here

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Peppers:
    """Keys without which no password matches. A hash names the one it was made with, so that they can be replaced.

    Args:
        keys: at least 32 random bytes each, that nothing else is keyed with, by id.
        current: the id of the one that new hashes are made with.
    """

    keys: Mapping[str, bytes] = field(repr=False)
    current: str


@dataclass(frozen=True, slots=True)
class _Made:
    """How a hash was made: with which pepper, at which cost, and what bcrypt made of it."""

    pepper: str
    cost: int
    bcrypt: bytes


class BcryptHasher(PasswordHasher):
    """bcrypt over a keyed hash, so that no password is too long for it and a stolen database is worth nothing.

    bcrypt lets other threads run while it works, so there are as many threads as cores, and reads stay fast.

    Args:
        peppers: asked for at every hash.
        cost: each step doubles the work.
        threads: how many hashes are made at a time; as many as there are cores for this process, if not said.
        who_asks: tells for whom a hash is made. None is, for who left before it began.
    """

    def __init__(
        self,
        *,
        peppers: Callable[[], Peppers],
        cost: int = 12,
        threads: int | None = None,
        who_asks: WhoAsks = nobody_leaves,
    ) -> None:
        self._peppers = peppers
        self._cost = cost
        takes = _AT_THE_LOWEST * 2 ** (cost - _LOWEST)
        self._turns = Turns(threads or _cores(), name="bcrypt", takes=takes, who_asks=who_asks)

    async def hash(self, password: Password) -> PasswordHash:
        """Return a hash of `password`, salted anew."""
        peppers = self._peppers()
        keyed = _keyed(peppers.keys[peppers.current], password)
        made = await self._turns.take(lambda: bcrypt.hashpw(keyed, bcrypt.gensalt(self._cost)).decode("ascii"))
        return PasswordHash(f"{_SCHEME}${peppers.current}{made}")

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        """Return whether `hash` was made of `password`. It takes the same time whatever `hash` is."""
        made, peppers = _made(hash), self._peppers()
        pepper = peppers.keys.get(made.pepper) if made else None
        if made and pepper is None:
            log.error("a stored password hash names an unknown pepper: %s", made.pepper)
        return await self._turns.take(lambda: self._matches(password, made, pepper))

    def outdated(self, hash: PasswordHash) -> bool:
        """Return whether `hash` cost less than it would today, or has the pepper of an earlier day."""
        made = _made(hash)
        return made is None or made.cost < self._cost or made.pepper != self._peppers().current

    def close(self) -> None:
        """End the threads, once they have finished the hashes they are at."""
        self._turns.close()

    def _matches(self, password: Password, made: _Made | None, pepper: bytes | None) -> bool:
        keyed = _keyed(pepper or bytes(sha256().digest_size), password)
        if made is None or pepper is None:
            bcrypt.hashpw(keyed, bcrypt.gensalt(self._cost))
            return False
        matches = bcrypt.checkpw(keyed, made.bcrypt)
        for missing in padding(made.cost, self._cost):
            bcrypt.hashpw(keyed, bcrypt.gensalt(missing))
        return matches


def _cores() -> int:
    """Return on how many cores this process may run, which Linux knows."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def padding(cost: int, today: int) -> range:
    """Return the costs of further hashes after which an old one has cost what one of today does.

    2^c + (2^c + 2^(c+1) + … + 2^(C-1)) = 2^C: a hash of an earlier, lower cost does not show in the time.
    """
    return range(cost, today)


def _keyed(pepper: bytes, password: Password) -> bytes:
    """Return 44 bytes for a password in NFC: bcrypt takes up to 72 and none that is zero."""
    return base64.b64encode(hmac.digest(pepper, password.text.encode(), sha256))


def _made(hash: PasswordHash | None) -> _Made | None:
    """Return how a hash was made; or nothing, and raise an alarm, if it makes no sense."""
    if hash is None:
        return None
    found = _HASH.fullmatch(hash)
    if found is None:
        log.error("a stored password hash makes no sense")
        return None
    return _Made(found["pepper"], int(found["cost"]), found["bcrypt"].encode("ascii"))
