"""Codes that prove an address: a guess is counted, the code is redeemed in Redis, and the address changes hands.

That it was spent, and a notice, are kept in the transaction that changes the user.
"""

import hmac
import json
import os
from uuid import UUID

import msgspec
from redis.asyncio import Redis

from bench.limits import asking, views
from bench.limits.asking import Answer, new_id
from bench.limits.pool import Postgres

_SEAL = bytes.fromhex(os.environ.get("BENCH_CODE_KEY", ""))
_NAMES = bytes.fromhex(os.environ.get("BENCH_NAMES_KEY", ""))
_REDEEM = """
local guesses, spent, digest = (redis.call('GET', KEYS[1]) or ''):match('^(%d+):(%d+):(%x+)$')
if not guesses or tonumber(spent) >= tonumber(guesses) then return 0 end
local is_right = digest == ARGV[1]
redis.call('SET', KEYS[1], guesses .. ':' .. (spent + 1) .. ':' .. (is_right and '' or digest), 'KEEPTTL')
return is_right and 1 or 0
"""
_PROVE = """
WITH proved AS (
    UPDATE users SET email = $2, email_canonical = $2, updated_at = now(), version = version + 1 WHERE id = $1
    RETURNING id, username, full_name, email, true, is_active, is_superuser, created_at, updated_at
), marked AS (
    INSERT INTO spent_codes (digest, spent_at) SELECT $4, now() FROM proved
), owed AS (
    INSERT INTO outbox (id, kind, user_id, email, owed_at, not_before, attempts, is_dead)
    SELECT $3, 'address-proved', id, $2, now(), now(), 0, false FROM proved
)
SELECT * FROM proved
"""


class Guess(msgspec.Struct):
    email: str
    otp: str


guess_in = msgspec.json.Decoder(Guess).decode


class Codes:
    """The codes that were sent."""

    def __init__(self) -> None:
        self._redis = Redis.from_url(os.environ.get("BENCH_REDIS_URL", "redis://127.0.0.1"))
        self._redeem = self._redis.register_script(_REDEEM)

    async def close(self) -> None:
        await self._redis.aclose()

    async def redeem(self, user: UUID, guess: Guess) -> bytes | None:
        """Return the digest of the code if it was right; then nobody can use it any more."""
        named = json.dumps(["code", "verify-email", user.hex, guess.email]).encode()
        bound = f"verify-email\0{user.hex}\0{guess.email}\0{guess.otp}".encode()
        key = f"todoauth:code:{{{hmac.digest(_NAMES, named, 'sha256').hex()}}}"
        digest = hmac.digest(_SEAL, bound, "sha256")
        return digest if await self._redeem([key], [digest.hex()]) else None


async def proved(db: Postgres, codes: Codes, user: UUID, guess: Guess) -> Answer:
    """Return the answer to a guess that has been counted."""
    digest = await codes.redeem(user, guess)
    if digest is None:
        return asking.REFUSED
    row = await db.pool.fetchrow(_PROVE, user, guess.email, new_id(), digest)
    return (200, views.user(row)) if row else asking.UNAUTHORIZED
