"""What holds for every one-time code, whatever it is for: how often it is sent, and how often it is guessed at."""

from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from todoauth.domain.errors import TooManyAttempts, WrongOrExpiredCode
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.limit import LimitKey, Limits
from todoauth.domain.model.one_time_code import CodeKey, CodePolicy, Purpose, Redeemed
from todoauth.ports.cache import CodeCache
from todoauth.ports.limiter import Limiter
from todoauth.ports.unit_of_work import UnitOfWork

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)


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


async def spend_guess(work: UnitOfWork, subject: UUID, purpose: Purpose, *, policy: CodePolicy, at: datetime) -> None:
    """Count one guess, before it is made. A row that all who guess at `subject` have locked makes the budget exact.

    Raises:
        TooManyAttempts: too many guesses were made within an hour or a day.
    """
    for span, most in ((_DAY, policy.guesses_a_day), (_HOUR, policy.guesses_an_hour)):
        if await work.guesses.spent_since(subject, purpose, since=at - span) >= most:
            raise TooManyAttempts(span)
    await work.guesses.spend(subject, purpose, at=at)
