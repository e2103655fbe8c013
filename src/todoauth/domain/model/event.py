"""What happens to accounts that somebody should be able to read about later. No event holds a secret."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Self

from todoauth.domain.model.administrator import Administrator
from todoauth.domain.model.ids import MailId, SessionId, UserId
from todoauth.domain.model.session import Caller


class EventKind(StrEnum):
    """What happened, and what that means (ASVS 16.1.1, 16.3)."""

    means: str

    def __new__(cls, slug: str, means: str) -> Self:
        """Return a kind that is equal to its slug."""
        kind = str.__new__(cls, slug)
        kind._value_ = slug
        kind.means = means
        return kind

    LOGGED_IN = "logged-in", "A session was opened with the password."
    LOG_IN_FAILED = "log-in-failed", "The name or the password was wrong, or the account is closed."
    LOG_IN_LIMITED = "log-in-limited", "There were too many log-ins: to this account, or to all together."
    STRANGERS_LOCKED_OUT = "strangers-locked-out", "Too many wrong passwords in a row: only known networks may log in."
    LOG_IN_TOO_OLD = "log-in-too-old", "What needs a fresh log-in was asked for in a session without one."
    SESSION_STOLEN = "session-stolen", "A refresh token was used twice, and its session ended."
    SESSIONS_ENDED = "sessions-ended", "All sessions were ended by administration."
    PASSWORD_WRONG = "password-wrong", "A session gave another password where its own was asked for."
    PASSWORD_LIMITED = "password-limited", "Sessions of this account gave too many passwords."
    PASSWORD_CHANGED = "password-changed", "The password was changed. All other sessions ended."
    PASSWORD_RESET = "password-reset", "A new password was set with a mailed code. All sessions ended."
    CODE_WRONG = "code-wrong", "A one-time code was wrong, expired or spent."
    CODE_LIMITED = "code-limited", "There were too many guesses at one-time codes."
    ADDRESS_PROVED = "address-proved", "An address was proved."
    ADDRESS_REPLACED = "address-replaced", "An address was proved in the place of another."
    ADDRESS_REMOVED = "address-removed", "The proved address was removed."
    ACCOUNT_DELETED = "account-deleted", "The account was deleted by its owner."
    ACCOUNT_REMOVED = "account-removed", "The account was deleted by administration."
    ACCOUNT_CLOSED = "account-closed", "The account was closed. All its sessions ended."
    ACCOUNT_OPENED = "account-opened", "A closed account was opened."
    RIGHTS_GIVEN = "rights-given", "The account was given all rights."
    RIGHTS_TAKEN = "rights-taken", "All rights were taken from the account."
    RIGHTS_MISSING = "rights-missing", "What is for superusers was asked for by somebody else."
    MAIL_DIED = "mail-died", "A mail was given up."


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to whom, and when.

    Args:
        user_id: whose account; `None` where it is nobody's.
        session_id: the session that did it, or that it was done to.
        by: the superuser who did it; `None` for the owner, and for commands on the server.
        mail_id: the mail that it is about.
    """

    kind: EventKind
    user_id: UserId | None
    session_id: SessionId | None = None
    by: UserId | None = None
    mail_id: MailId | None = None
    at: datetime

    @classmethod
    def of(cls, kind: EventKind, caller: Caller, *, at: datetime) -> Self:
        """Return what a caller did, or tried to do."""
        return cls(kind=kind, user_id=caller.user_id, session_id=caller.session_id, at=at)

    @classmethod
    def administered(cls, kind: EventKind, id: UserId, *, by: Administrator, at: datetime) -> Self:
        """Return what was done to somebody's account."""
        if not isinstance(by, Caller):
            return cls(kind=kind, user_id=id, at=at)
        return cls(kind=kind, user_id=id, session_id=by.session_id, by=by.user_id, at=at)
