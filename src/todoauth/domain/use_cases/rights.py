"""All rights: asked for by whatever is done to the accounts of others."""

from dataclasses import dataclass

from todoauth.domain.errors import NotASuperuser
from todoauth.domain.model.administrator import Administrator
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.session import Caller
from todoauth.ports.events import Tell
from todoauth.ports.system import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RequireRights:
    """Lets superusers pass, and whoever can run commands on the server."""

    now: Clock
    tell: Tell

    def __call__(self, by: Administrator) -> None:
        """Let them pass, and nobody else.

        Raises:
            NotASuperuser: it is neither, or not any more (ASVS 8.2.1, 8.3.2).
        """
        if isinstance(by, Caller) and not by.user.is_superuser:
            self.tell(Event.of(EventKind.RIGHTS_MISSING, by, at=self.now()))
            raise NotASuperuser
