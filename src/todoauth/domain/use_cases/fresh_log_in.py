"""A log-in that is not long ago: asked for where a stolen access token would be worth an account."""

from dataclasses import dataclass
from datetime import timedelta

from todoauth.domain.errors import LogInAgain
from todoauth.domain.model.administrator import Administrator
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.session import Caller
from todoauth.ports.events import Tell
from todoauth.ports.system import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RequireFreshLogIn:
    """Lets those pass who proved who they are a short while ago (ASVS 7.5.1). A refresh proves nothing.

    Args:
        lasts: for how long after a log-in its session is fresh.
    """

    now: Clock
    tell: Tell
    lasts: timedelta = timedelta(minutes=15)

    def __call__(self, by: Administrator) -> None:
        """Let a fresh session pass, and whoever can run commands on the server.

        Raises:
            LogInAgain: the session was opened too long ago.
        """
        at = self.now()
        if not isinstance(by, Caller) or at - by.authenticated_at < self.lasts:
            return
        self.tell(Event.of(EventKind.LOG_IN_TOO_OLD, by, at=at))
        raise LogInAgain
