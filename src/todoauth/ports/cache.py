"""One-time codes, kept for minutes."""

from datetime import timedelta
from typing import Protocol

from todoauth.domain.model.one_time_code import CodeKey, Redeemed


class CodeCache(Protocol):
    """One-time codes that vanish when their time is up."""

    async def put(self, key: CodeKey, digest: bytes, *, ttl: timedelta, guesses: int) -> None:
        """Keep `digest` for `ttl`, open to `guesses` guesses, in the place of what was there.

        Guesses already spent, right ones too, stay spent until `ttl` after the last `put`.

        Raises:
            Unavailable: the cache is not there.
        """
        ...

    async def redeem(self, key: CodeKey, digest: bytes) -> Redeemed:
        """Count one guess, compare, and consume on a match, in one atomic step.

        Returns:
            `RIGHT` to exactly one taker of a code, `WRONG` for a wrong guess, `GONE` when there is no code or its
            guesses are spent.

        Raises:
            Unavailable: the cache is not there.
        """
        ...
