"""Code caches that do not do what they should."""

from dataclasses import dataclass, field
from datetime import timedelta

from todoauth import (
    CodeCache,
    CodeKey,
    Redeemed,
    Unavailable,
)


@dataclass
class ForgetfulCache(CodeCache):
    """Says of every guess that it is wrong, and counts none."""

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        """Keep nothing."""

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        return Redeemed.WRONG


class AbsentCache(CodeCache):
    """Is not there."""

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        raise Unavailable

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        raise Unavailable


@dataclass
class RewoundCache(CodeCache):
    """Has each code again, and every guess at it, as after a restart from an old copy of itself."""

    kept: dict[CodeKey, bytes] = field(default_factory=dict)

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        self.kept[key] = digest

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        return Redeemed.RIGHT if self.kept.get(key) == digest else Redeemed.WRONG
