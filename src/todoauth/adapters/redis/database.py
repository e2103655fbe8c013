"""The door to Redis: scripts that run once, in time, or not at all."""

import asyncio
import hmac
import json
import logging
from contextlib import AsyncExitStack
from datetime import timedelta
from hashlib import sha256
from typing import Final, Self

from redis.exceptions import NoScriptError

from todoauth.adapters.redis.address import RedisAddress
from todoauth.adapters.redis.breaker import Breaker
from todoauth.adapters.redis.client import Client, client_at
from todoauth.adapters.redis.script import POISONED, Script
from todoauth.domain.errors import Unavailable

_CALLS: Final = 32  # at a time: more only wait in another place
_AWAY: Final = timedelta(seconds=5)
_TAKES: Final = Script("redis.call('SET', KEYS[1], '', 'PX', 1) return 0")

log = logging.getLogger(__name__)


class RedisDatabase:
    """What a Redis keeps for us. Belongs to one event loop; whoever needs the Redis asks through the same one.

    Args:
        address: where it is. It may come later, and may go away at any time.
        secret: at least 32 random bytes that nothing else is keyed with. Keys tell nothing to whoever does not know it.
        prefix: what our keys begin with.
        patience: how many seconds a call may take, connecting included.
    """

    def __init__(
        self, address: RedisAddress, *, secret: bytes, prefix: str = "todoauth", patience: float = 0.25
    ) -> None:
        self._secret = secret
        self._prefix = prefix
        self._patience = patience
        self._closing = AsyncExitStack()
        self._client: Client = client_at(address, self._closing, patience=patience)
        self._breaker = Breaker()
        self._room = asyncio.Semaphore(_CALLS)

    @classmethod
    def at(cls, url: str, *, secret: bytes, prefix: str = "todoauth", patience: float = 0.25) -> Self:
        """Return the database of a URL, as `RedisAddress.parse` reads it.

        Raises:
            ValueError: it is no such URL. It is not repeated: it may hold a password.
        """
        return cls(RedisAddress.parse(url), secret=secret, prefix=prefix, patience=patience)

    async def close(self) -> None:
        """Let go of every connection."""
        await self._closing.aclose()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def ping(self) -> None:
        """Return when the Redis takes what we would write: a replica, or one that is full, is none to us.

        Raises:
            Unavailable: it does not.
        """
        await self.run(_TAKES, self.key("ping"))

    def key(self, kind: str, *parts: str) -> str:
        """Return the key of what `parts` name. No two things share one, and no text of users is in it."""
        name = hmac.digest(self._secret, json.dumps([kind, *parts]).encode(), sha256).hex()
        return f"{self._prefix}:{kind}:{{{name}}}"

    async def run(self, script: Script, key: str, *arguments: str | int) -> int:
        """Run `script` on `key`, at most once; return what it returns.

        Raises:
            Unavailable: it may have run, or not.
        """
        if not self._breaker.lets_through():
            raise Unavailable(_AWAY)
        try:
            async with asyncio.timeout(self._patience), self._room:
                reply = await self._evaluated(script, key, *arguments)
        except Exception as error:  # noqa: BLE001  # a client whose Cluster goes away under it raises anything
            self._breaker.failed()
            log.warning("Redis failed: %s", type(error).__name__)
            raise Unavailable(_AWAY) from None
        self._breaker.succeeded()
        if reply == POISONED:
            log.error("a value in Redis made no sense, and was taken for none")
        return reply

    async def _evaluated(self, script: Script, key: str, *arguments: str | int) -> int:
        try:
            reply = await self._client.execute_command("EVALSHA", script.digest, 1, key, *arguments)
        except NoScriptError:  # then it did not run
            reply = await self._client.execute_command("EVAL", script.text, 1, key, *arguments)
        return int(reply)
