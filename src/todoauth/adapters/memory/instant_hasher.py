"""Passwords in no time, for tests."""

import hashlib
import re
from hmac import compare_digest
from itertools import count

from todoauth.domain.model.password import Password, PasswordHash
from todoauth.ports.hasher import PasswordHasher

_HASH = re.compile(r"instant\$([0-9]+)\$([0-9]+)\$[0-9a-f]{64}")


class InstantHasher(PasswordHasher):
    """Behaves as a real hasher does, and protects nothing: a plain SHA-256 is guessed a billion times a second.

    Args:
        strength: a hash of a lower one is outdated.
    """

    def __init__(self, strength: int = 1) -> None:
        self._strength = strength
        self._salts = count()

    async def hash(self, password: Password) -> PasswordHash:
        return _hash(password, strength=self._strength, salt=next(self._salts))

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        made = _HASH.fullmatch(hash or "")
        if hash is None or made is None:
            return False
        return compare_digest(_hash(password, strength=int(made[1]), salt=int(made[2])), hash)

    def outdated(self, hash: PasswordHash) -> bool:
        made = _HASH.fullmatch(hash)
        return made is None or int(made[1]) < self._strength


def _hash(password: Password, *, strength: int, salt: int) -> PasswordHash:
    digest = hashlib.sha256(f"{strength}${salt}${password.text}".encode()).hexdigest()
    return PasswordHash(f"instant${strength}${salt}${digest}")
