"""What a transaction leaves behind: owed mail, spent guesses and codes, failed attempts, known networks."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from todoauth.domain.model.device import AddressRange
from todoauth.domain.model.ids import MailId, UserId
from todoauth.domain.model.mail import MailFilter, OwedMail
from todoauth.domain.model.one_time_code import GuessBudget, Purpose
from todoauth.domain.model.page import Page, Slice


class OutboxView(Protocol):
    """Mail that is owed, to look at."""

    async def page(self, *, only: MailFilter, part: Slice) -> Page[OwedMail]:
        """Return part of the owed mail, in the order in which it was promised."""
        ...


class Outbox(OutboxView, Protocol):
    """Mail that is owed. It is written in the transaction that owes it, so neither is ever without the other."""

    async def get_for_update(self, id: MailId) -> OwedMail | None:
        """Return the mail, or `None`; nobody else changes or takes it until the transaction ends."""
        ...

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

    async def settle(self, mail: OwedMail) -> None:
        """Strike out a mail as it was taken or read: it was sent, or is worth nothing any more.

        It stays as it is when it is gone, or when the lease ran out and somebody else has it.
        """
        ...

    async def replace(self, mail: OwedMail, *, by: OwedMail) -> None:
        """Put its successor in the place of a mail as it was taken or read: it was tried, put off or revived.

        It stays as it is when it is gone, or when the lease ran out and somebody else has it.
        """
        ...

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Remove up to `at_most` dead mails that died before `before`, give or take a minute; return how many."""
        ...


class CountedGuesses(Protocol):
    """Guesses at one-time codes, counted where no cache can forget them (ASVS 6.6.3).

    They are counted by subject: the id of who guesses, or what a `CodeSeal` makes of an address. Nobody need have
    either, so that a guess at an unknown address costs what one at a known address does. Each call is all or nothing
    by itself; in a unit of work it takes part in that transaction.
    """

    async def spend(self, subject: UUID, purpose: Purpose, *, at: datetime, budget: GuessBudget | None = None) -> bool:
        """Count one guess, unless the budget was spent before; return whether it was counted.

        The budget is exact, whoever else guesses at that subject at the same moment, for a holder whom there is.
        """
        ...

    async def spent_since(self, subject: UUID, purpose: Purpose, *, since: datetime) -> int:
        """Return how many guesses were counted later than `since`."""
        ...


class SpentGuesses(CountedGuesses, Protocol):
    """Guesses that were counted, until they are forgotten."""

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Remove up to `at_most` guesses counted before `before`; return how many."""
        ...


class SpentCodes(Protocol):
    """Codes that were used, marked in the transaction that they were used for: no cache can bring them back."""

    async def spend(self, digest: bytes, *, at: datetime) -> None:
        """Mark what a `CodeSeal` made of a code.

        Raises:
            WrongOrExpiredCode: it is marked already.
        """
        ...

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Forget up to `at_most` codes that were used before `before`; return how many."""
        ...


class FailedAttempts(Protocol):
    """Tries at passwords, in a row for as long as none is right (NIST SP 800-63B-4 section 3.2.2).

    They are counted by subject: the id of a user, or one that nobody has, so that both cost the same. What is counted
    at a user goes with them.
    """

    async def count(self, subject: UUID) -> int:
        """Count one try; return how many there are now. No two are given the same number."""
        ...

    async def forget(self, subject: UUID) -> None:
        """Begin anew: the next is number one."""
        ...


class KnownNetworksView(Protocol):
    """From where users logged in, to look up."""

    async def knows(self, user_id: UserId, network: AddressRange, *, since: datetime) -> bool:
        """Return whether the user logged in from there at `since` or later. One read, by key."""
        ...


class KnownNetworks(KnownNetworksView, Protocol):
    """From where users logged in. It outlives the sessions: who logs out is still known."""

    async def remember(self, user_id: UserId, network: AddressRange, *, at: datetime, most: int) -> None:
        """Note that the user logged in from there, and forget all but the `most` latest of their networks.

        Exact while nobody else changes what is known of that user: whoever calls this holds their row for update.

        Raises:
            UserNotFound: the user is gone.
        """
        ...

    async def purge(self, *, before: datetime, at_most: int) -> int:
        """Forget up to `at_most` networks that were last logged in from before `before`; return how many."""
        ...
