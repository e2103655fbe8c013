"""What holds for every one-time code, whatever it is for: how often it is sent, and how often it is guessed at."""

from datetime import datetime
from uuid import UUID

from todoauth.domain.errors import TooManyAttempts, WrongOrExpiredCode
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.one_time_code import CodeKey, CodePolicy, GuessBudget, Purpose, Redeemed
from todoauth.ports.cache import CodeCache
from todoauth.ports.ledgers import CountedGuesses
from todoauth.ports.limiter import Limiter


async def count_sending(limiter: Limiter, limits: Limits, *, email: EmailAddress, client: str) -> None:
    """Count one code to an address, known or not.

    Raises:
        TooManyAttempts: too many codes went to that address, were asked for by that client, or in all.
    """
    await limiter.hit(LimitKey("code-client", client), limits.code_per_client)
    await limiter.hit(LimitKey("code-pause", email.canonical), limits.code_pause)
    await limiter.hit(LimitKey("code-address", email.canonical), limits.code_per_address)
    await limiter.hit(LimitKey("code-total"), limits.code_total)


async def redeem(codes: CodeCache, key: CodeKey, digest: bytes) -> None:
    """Use up a code in the cache. Whoever then acts on it marks it as spent in SQL, which no cache can take back.

    Raises:
        WrongOrExpiredCode: it is wrong, or there is none.
        Unavailable: the cache is not there.
    """
    if await codes.redeem(key, digest) is not Redeemed.RIGHT:
        raise WrongOrExpiredCode


async def spend_guess(
    guesses: CountedGuesses, subject: UUID, purpose: Purpose, *, holder: UserId, policy: CodePolicy, at: datetime
) -> None:
    """Count one guess, before it is made.

    Args:
        holder: whose account it would open, or an id that nobody has.

    Raises:
        TooManyAttempts: too many guesses were made within an hour or a day.
    """
    budget = GuessBudget(holder, an_hour=policy.guesses_an_hour, a_day=policy.guesses_a_day)
    if not await guesses.spend(subject, purpose, at=at, budget=budget):
        today = await guesses.spent_since(subject, purpose, since=at - budget.DAY)
        raise TooManyAttempts(budget.DAY if today >= budget.a_day else budget.HOUR)
