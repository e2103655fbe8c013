"""How fast those may go who need no password for what they do."""

from dataclasses import dataclass

from todoauth.domain.model.ids import UserId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.ports.limiter import Limiter, OwnLimiter


@dataclass(frozen=True, slots=True, kw_only=True)
class PaceWrites:
    """Let a user change something of their own, unless they just changed too much."""

    limiter: OwnLimiter
    limits: Limits = Limits()

    async def __call__(self, *, user_id: UserId) -> None:
        """Count one change, before it is made.

        Raises:
            TooManyAttempts: too many changes by that user.
        """
        await self.limiter.hit(_writes_of(user_id), self.limits.write_per_user)

    def take_back(self, *, user_id: UserId) -> None:
        """Count one change less: it was somebody else's, who only claimed to be that user."""
        self.limiter.take_back(_writes_of(user_id), self.limits.write_per_user)


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


def _writes_of(user_id: UserId) -> LimitKey:
    return LimitKey("write-user", user_id.hex)
