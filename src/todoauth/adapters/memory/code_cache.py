"""One-time codes, in memory."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hmac import compare_digest

from todoauth.adapters.memory.fading import Fading
from todoauth.domain.model.one_time_code import CodeKey, Redeemed
from todoauth.ports.cache import CodeCache
from todoauth.ports.system import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """A code that was put in; once it is consumed, only how often it was guessed at."""

    digest: bytes | None = field(repr=False)
    guesses: int
    spent: int
    until: datetime


class MemoryCodeCache(CodeCache):
    """Codes of one process, gone when it ends.

    Args:
        now: where the time comes from.
    """

    def __init__(self, now: Clock) -> None:
        self._now = now
        self._codes = Fading[CodeKey, _Kept]()

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        at = self._now()
        before = self._codes.get(key, at=at)
        spent = 0 if before is None else before.spent
        self._keep(key, _Kept(digest=digest, guesses=guesses, spent=spent, until=at + ttl), at)

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        at = self._now()
        code = self._codes.get(key, at=at)
        if code is None or code.digest is None or code.spent >= code.guesses:
            return Redeemed.GONE
        is_right = compare_digest(code.digest, digest)
        self._keep(key, replace(code, digest=None if is_right else code.digest, spent=code.spent + 1), at)
        return Redeemed.RIGHT if is_right else Redeemed.WRONG

    def _keep(self, key: CodeKey, code: _Kept, at: datetime) -> None:
        self._codes.put(key, code, at=at, until=code.until)
