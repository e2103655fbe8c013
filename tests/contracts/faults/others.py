"""Caches, limiters, mailers, hashers and tokens that are broken."""

import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from todoauth import (
    AccessClaims,
    CodeCache,
    CodeKey,
    Letter,
    Limit,
    Limiter,
    LimitKey,
    MailId,
    Password,
    PasswordHash,
    Redeemed,
    TooManyAttempts,
)
from todoauth.adapters.memory import InstantHasher, Mailbox, MemoryCodeCache, MemoryLimiter
from todoauth.testing import HmacAccessTokens


class ReadsThenWrites(CodeCache):
    """Compares, then consumes: two steps."""

    def __init__(self) -> None:
        self._digests = dict[CodeKey, bytes]()

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        self._digests[key] = digest

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        kept = self._digests.get(key)
        await asyncio.sleep(0)
        if kept is None:
            return Redeemed.GONE
        self._digests.pop(key, None)
        return Redeemed.RIGHT if kept == digest else Redeemed.WRONG


class RefillsTheBudget(MemoryCodeCache):
    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        self._codes = type(self._codes)()
        await super().put(key, digest, ttl=ttl, guesses=guesses)


class Overshoots(Limiter):
    """Looks, then counts: two steps."""

    def __init__(self) -> None:
        self._counted = dict[LimitKey, int]()

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        counted = self._counted.get(key, 0)
        await asyncio.sleep(0)
        if counted >= limit.times:
            raise TooManyAttempts(limit.per)
        self._counted[key] = counted + 1
        return limit.times - counted - 1


class CountsRefusals(MemoryLimiter):
    async def hit(self, key: LimitKey, limit: Limit) -> int:
        try:
            return await super().hit(key, limit)
        except TooManyAttempts:
            self._counted = type(self._counted)()
            await super().hit(key, limit)
            raise


class SendsAnIdOnce(Mailbox):
    """Takes the second try for the first."""

    def __init__(self) -> None:
        super().__init__()
        self._known = set[MailId]()

    async def send(self, letter: Letter, *, id: MailId) -> None:
        if id not in self._known:
            self._known.add(id)
            await super().send(letter, id=id)


class SpeaksAscii(Mailbox):
    async def send(self, letter: Letter, *, id: MailId) -> None:
        await super().send(replace(letter, text=letter.text.encode("ascii", "replace").decode()), id=id)


class LooksAt72Bytes(InstantHasher):
    async def hash(self, password: Password) -> PasswordHash:
        return await super().hash(_beginning(password))

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        return await super().verify(_beginning(password), hash)


class WithoutSalt(InstantHasher):
    async def hash(self, password: Password) -> PasswordHash:
        return await InstantHasher().hash(password)


class NeverExpires(HmacAccessTokens):
    def read(self, token: str, *, at: datetime) -> AccessClaims:
        return super().read(token, at=datetime(2026, 1, 1, 12, tzinfo=UTC))


class TrimsTokens(HmacAccessTokens):
    def read(self, token: str, *, at: datetime) -> AccessClaims:
        return super().read(token.strip(), at=at)


class CountsDown:
    """Ids of the right form, none of them greater than the one before."""

    def __init__(self) -> None:
        self._numbers = iter(range(1 << 20, 0, -1))

    def __call__(self) -> UUID:
        return UUID(int=next(self._numbers) << 80 | 0x7 << 76 | 0b10 << 62)


def _beginning(password: Password) -> Password:
    return Password(password.text.encode()[:72].decode(errors="ignore"))
