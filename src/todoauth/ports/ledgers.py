"""What a transaction leaves behind: mail that is owed, guesses that are spent."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from todoauth.domain.model.ids import UserId
from todoauth.domain.model.mail import OwedMail
from todoauth.domain.model.one_time_code import Purpose


class Outbox(Protocol):
    """Mail that is owed. It is written in the transaction that owes it, so neither is ever without the other."""

    async def owe(self, mail: OwedMail) -> None:
        """Promise a mail.

        Raises:
            UserNotFound: the user it is about is gone.
        """
        ...

    async def take(self, *, at: datetime, lease: timedelta, at_most: int) -> Sequence[OwedMail]:
        """Take up to `at_most` mails that are due at `at` and not dead, the longest due first.

        Whoever takes a mail has it alone for `lease`: two takers never get the same. A taker that dies gives it back
        by the end of the lease.
        """
        ...

    async def settle(self, taken: OwedMail) -> None:
        """Strike out a mail that was taken: it was sent, or is worth nothing any more.

        It stays as it is when it is gone, or when the lease ran out and somebody else has it.
        """
        ...

    async def postpone(self, taken: OwedMail, *, until: OwedMail) -> None:
        """Give back a mail that was taken: as `until`, after it was tried or put off.

        It stays as it is when it is gone, or when the lease ran out and somebody else has it.
        """
        ...


class SpentGuesses(Protocol):
    """Guesses at one-time codes, counted where no cache can forget them (ASVS 6.6.3)."""

    async def spend(self, user_id: UserId, purpose: Purpose, *, at: datetime) -> None:
        """Count one guess.

        Raises:
            UserNotFound: the user is gone.
        """
        ...

    async def spent_since(self, user_id: UserId, purpose: Purpose, *, since: datetime) -> int:
        """Return how many guesses were counted later than `since`."""
        ...

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Remove up to `at_most` guesses counted before `before`; return how many."""
        ...
