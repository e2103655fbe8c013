"""How fast those may go who need no password for what they do."""

from dataclasses import dataclass

from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.session import Caller
from todoauth.ports.limiter import Limiter


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceWrites:
    """Let a user change something of their own, unless they just changed too much."""

    limiter: Limiter
    limits: Limits = Limits()

    async def __call__(self, *, caller: Caller) -> None:
        """Count one change, before it is made.

        Raises:
            TooManyAttempts: too many changes by that user.
        """
        await self.limiter.hit(LimitKey("write-user", caller.user_id.hex), self.limits.write_per_user)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceTokens:
    """Let a client offer a refresh token, unless it just offered too many."""

    limiter: Limiter
    limits: Limits = Limits()

    async def __call__(self, *, client: str) -> None:
        """Count one refresh token, before it is looked up.

        Args:
            client: who asks, as the limiter knows them: an address or a network.

        Raises:
            TooManyAttempts: too many by that client.
        """
        await self.limiter.hit(LimitKey("token-client", client), self.limits.token_per_client)
