"""Mail: what is owed to whom, and the letters that pay it."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import ClassVar, Self

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId, UserId
from todoauth.domain.model.text import readable

_LOTS = 2**62  # the last field of a UUIDv7 (RFC 9562 section 5.7)


class MailKind(StrEnum):
    """Why a mail is owed."""

    PROVE_ADDRESS = "prove-address"
    ADDRESS_PROVED = "address-proved"
    ADDRESS_REPLACED = "address-replaced"
    ADDRESS_REMOVED = "address-removed"
    RESET = "reset"
    SESSION_STOLEN = "session-stolen"
    PASSWORD_TRIED = "password-tried"  # noqa: S105 – nor is this
    PASSWORD_CHANGED = "password-changed"  # noqa: S105 – it is none


@dataclass(frozen=True, slots=True, kw_only=True)
class OwedMail:
    """A mail that a transaction promised. What it will say is decided when it is sent.

    `user_id` is whom it is about, or `None` where even that is found out only then: so that nobody can tell by how
    long it takes to promise a mail whether somebody has that address.
    `not_before` is when it may be tried next: who takes it moves this on, so that nobody else takes it meanwhile.
    `attempts` counts the tries so far; after too many of them it `is_dead`, and is tried no more. `answer` is the last
    thing that the mail server said of it, in one line, if it ever said anything.
    """

    MOST_ATTEMPTS: ClassVar[int] = 60  # about an hour: longer than a greylist holds mail back
    MOST_REFUSALS: ClassVar[int] = 5
    LONGEST_ANSWER: ClassVar[int] = 200
    _FIRST_PAUSE: ClassVar[timedelta] = timedelta(seconds=1)
    _LONGEST_PAUSE: ClassVar[timedelta] = timedelta(minutes=1)

    id: MailId
    kind: MailKind
    user_id: UserId | None
    email: EmailAddress
    owed_at: datetime
    not_before: datetime
    attempts: int = 0
    is_dead: bool = False
    answer: str | None = None

    @classmethod
    def new(cls, kind: MailKind, *, id: MailId, user_id: UserId | None, email: EmailAddress, at: datetime) -> Self:
        """Return a mail that is owed from `at` on."""
        return cls(id=id, kind=kind, user_id=user_id, email=email, owed_at=at, not_before=at)

    def failed(self, at: datetime, *, answer: str | None = None, permanent: bool = False) -> Self:
        """Return the mail after a try that failed at `at`: to be tried again after 1, 2, 4 … 60 seconds, or never.

        Args:
            answer: what the mail server said, if it said anything. It is made readable, and cut.
            permanent: whether it will say the same again.
        """
        attempts = self.attempts + 1
        return replace(
            self.postponed(at),
            attempts=attempts,
            is_dead=attempts >= (self.MOST_REFUSALS if permanent else self.MOST_ATTEMPTS),
            answer=readable(answer or "")[: self.LONGEST_ANSWER] or self.answer,
        )

    def postponed(self, at: datetime) -> Self:
        """Return the mail when it could not even be tried at `at`: due after the same pause, for no attempt."""
        pause = min(self._FIRST_PAUSE * 2 ** min(self.attempts, 6), self._LONGEST_PAUSE)
        return replace(self, not_before=at + pause * self._share)

    def revived(self, at: datetime) -> Self:
        """Return the mail as if it was owed from `at` on: due then, with all its attempts, and worth sending again."""
        return replace(self, owed_at=at, not_before=at, attempts=0, is_dead=False)

    @property
    def _share(self) -> float:
        """How much of a pause this mail waits: all of it, or down to half.

        The low bits of its id are as good as drawn by lot, so what failed together is not tried again together.
        """
        return 1 - self.id.int % _LOTS / _LOTS / 2


@dataclass(frozen=True, slots=True)
class MailFilter:
    """Which owed mail is wanted; `None` means all."""

    is_dead: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A mail ready to be sent: plain text, one recipient."""

    to: EmailAddress
    subject: str
    text: str
