"""One-time codes, in Redis.

A code is kept as `guesses:spent:digest`, the digest in hexadecimal and empty once it is consumed.
"""

from datetime import timedelta
from typing import Final

from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.script import POISONED, Script
from todoauth.domain.model.one_time_code import CodeKey, Redeemed
from todoauth.ports.cache import CodeCache

_KEPT = """
local kind = redis.call('TYPE', KEYS[1]).ok
local kept = kind == 'string' and redis.call('GET', KEYS[1]) or ''
local guesses, spent, digest = kept:match('^(%d+):(%d+):(%x*)$')
local is_poisoned = kind ~= 'none' and not guesses
"""

_PUT: Final = Script(
    _KEPT
    + """
redis.call('SET', KEYS[1], ARGV[2] .. ':' .. (spent or 0) .. ':' .. ARGV[1], 'PX', ARGV[3])
return is_poisoned and -1 or 0
"""
)

_REDEEM: Final = Script(
    _KEPT
    + """
if is_poisoned then
  redis.call('DEL', KEYS[1])
  return -1
end
if not guesses or digest == '' or tonumber(spent) >= tonumber(guesses) then
  return 0
end
local is_right = digest == ARGV[1]
local left = is_right and '' or digest
redis.call('SET', KEYS[1], guesses .. ':' .. (spent + 1) .. ':' .. left, 'KEEPTTL')
return is_right and 2 or 1
"""
)

_OUTCOMES: Final = {POISONED: Redeemed.GONE, 0: Redeemed.GONE, 1: Redeemed.WRONG, 2: Redeemed.RIGHT}
_MILLISECOND: Final = timedelta(milliseconds=1)


class RedisCodeCache(CodeCache):
    """Codes that all processes share. The time of the server counts, and it forgets them by itself.

    Args:
        database: where they are kept.
    """

    def __init__(self, database: RedisDatabase) -> None:
        self._database = database

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        """Keep `digest` for `ttl`, to the millisecond."""
        await self._database.run(_PUT, self._name(key), digest.hex(), guesses, ttl // _MILLISECOND)

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        """Count one guess, compare, and consume on a match. If the answer is lost, the guess may have been counted."""
        return _OUTCOMES[await self._database.run(_REDEEM, self._name(key), digest.hex())]

    def _name(self, key: CodeKey) -> str:
        return self._database.key("code", key.purpose, key.user_id.hex, key.email.canonical)
