"""Every way in which `todoauth` says no.

Errors state facts. The class name becomes the `type` slug on the wire and the first line of the docstring its title,
so both are chosen for the person who will read them.
"""

from datetime import timedelta


class TodoAuthError(Exception):
    """Something was refused. Never raised itself: catch it to catch everything."""


class InvalidValue(TodoAuthError, ValueError):
    """A value breaks a rule.

    Args:
        reason: the rule, as a sentence fit for users. It never repeats the value.
        field: the name of the field that held the value, where only the raiser can know it.
    """

    def __init__(self, reason: str, *, field: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field


class WrongOrExpiredCode(TodoAuthError):
    """The code is wrong, expired or already spent."""


class AuthenticationFailed(TodoAuthError):
    """We do not know who is asking."""


class WrongCredentials(AuthenticationFailed):
    """The name or the password is wrong."""


class InvalidToken(AuthenticationFailed):
    """The token is missing, malformed, expired or revoked."""


class Forbidden(TodoAuthError):
    """This is not for the asker to do."""


class NotTheOwner(Forbidden):
    """Only the owner may change this."""


class EmailNotProved(Forbidden):
    """An e-mail address must be proved first."""


class NotASuperuser(Forbidden):
    """Only superusers may do this."""


class LogInAgain(Forbidden):
    """The last log-in is too long ago for this."""


class WrongPassword(Forbidden):
    """The password is wrong."""


class NotFound(TodoAuthError):
    """There is no such thing."""


class UserNotFound(NotFound):
    """There is no such user."""


class SessionNotFound(NotFound):
    """There is no such session."""


class TodoNotFound(NotFound):
    """There is no such todo."""


class CleaningNotFound(NotFound):
    """There is no such cleaning."""


class MailNotFound(NotFound):
    """There is no such mail."""


class Conflict(TodoAuthError):
    """The request contradicts what is already there."""


class UsernameTaken(Conflict):
    """The username is taken."""


class EmailTaken(Conflict):
    """Another account has proved this address."""


class LastSuperuser(Conflict):
    """There would be no superuser left."""


class TooManyTodos(Conflict):
    """There are as many todos as one user may have."""


class TooManyCleanings(Conflict):
    """There are as many cleanings as one user may have."""


class Outdated(Conflict):
    """It has changed since it was read."""


class PreconditionRequired(TodoAuthError):
    """The change must name the version it is based on."""


class TooManyAttempts(TodoAuthError):
    """Too many attempts: wait a little.

    Args:
        retry_after: after this long, at the latest, the next attempt counts again.
    """

    def __init__(self, retry_after: timedelta) -> None:
        super().__init__(f"retry after {retry_after}")
        self.retry_after = retry_after


class Unavailable(TodoAuthError):
    """Something the service needs is not there just now.

    Args:
        retry_after: a fair guess of when it will be back.
    """

    def __init__(self, retry_after: timedelta = timedelta(seconds=2)) -> None:
        super().__init__(f"retry after {retry_after}")
        self.retry_after = retry_after


class Contended(Unavailable):
    """Others are changing the same thing; nothing was changed."""


class Overloaded(Unavailable):
    """The service has as much work as it can take."""


class MailNotAccepted(Unavailable):
    """The mail server did not take the mail.

    Args:
        retry_after: a fair guess of when it may.
        answer: what it said, if it said anything.
        permanent: whether it will say the same again (RFC 5321 section 4.2.1).
    """

    def __init__(
        self, retry_after: timedelta = timedelta(seconds=2), *, answer: str | None = None, permanent: bool = False
    ) -> None:
        super().__init__(retry_after)
        self.answer = answer
        self.permanent = permanent
