"""Attempts, counted in Redis."""

from datetime import timedelta
from typing import Final

from todoauth.adapters.redis.database import RedisDatabase
from todoauth.adapters.redis.script import POISONED, Script
from todoauth.domain.errors import TooManyAttempts
from todoauth.domain.model.limit import Limit, LimitKey
from todoauth.ports.limiter import Limiter

# The list holds when the latest attempts were that counted, in microseconds. It returns for how many more to wait, or
# -2 less how many attempts may follow.
_HIT: Final = Script(
    """
local times, per = tonumber(ARGV[1]), tonumber(ARGV[2])
local clock = redis.call('TIME')
local now = clock[1] * 1000000 + clock[2]
local kind = redis.call('TYPE', KEYS[1]).ok
while kind == 'list' do
  local first = tonumber(redis.call('LINDEX', KEYS[1], 0) or 'none')
  if not first or now < first + per then break end
  redis.call('LPOP', KEYS[1])
end
local earliest = kind == 'list' and redis.call('LINDEX', KEYS[1], -times)
local is_poisoned = kind ~= 'none' and kind ~= 'list' or earliest and not tonumber(earliest)
if is_poisoned then
  redis.call('DEL', KEYS[1])
elseif earliest and now < earliest + per then
  return earliest + per - now
end
redis.call('RPUSH', KEYS[1], now)
redis.call('LTRIM', KEYS[1], -times, -1)
redis.call('PEXPIREAT', KEYS[1], math.ceil((now + per) / 1000))
return is_poisoned and -1 or -2 - times + redis.call('LLEN', KEYS[1])
"""
)

_MICROSECOND: Final = timedelta(microseconds=1)


class RedisLimiter(Limiter):
    """Counts the attempts of all processes, exactly, by the time of the server.

    Args:
        database: where they are counted.
    """

    def __init__(self, database: RedisDatabase) -> None:
        self._database = database

    async def hit(self, key: LimitKey, limit: Limit) -> int:
        """Count one attempt; return how many more may follow at once.

        Raises:
            TooManyAttempts: there were too many; this one is not counted.
            Unavailable: it may have been counted, or not; it must not pass.
        """
        name = self._database.key("limit", key.scope, key.subject)
        answer = await self._database.run(_HIT, name, limit.times, limit.per // _MICROSECOND)
        if answer > 0:
            raise TooManyAttempts(answer * _MICROSECOND)
        return limit.times - 1 if answer == POISONED else -2 - answer
