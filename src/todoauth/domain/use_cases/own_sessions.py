"""What users do with their own sessions."""

from collections.abc import Sequence
from dataclasses import dataclass

from todoauth.domain.errors import SessionNotFound
from todoauth.domain.model.ids import SessionId
from todoauth.domain.model.session import Caller, Session
from todoauth.domain.use_cases.fresh_log_in import RequireFreshLogIn
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, View


@dataclass(frozen=True, slots=True, kw_only=True)
class ListSessions:
    """See where one is logged in."""

    view: View
    now: Clock

    async def __call__(self, *, caller: Caller) -> Sequence[Session]:
        """Return the caller's live sessions, the last used first."""
        at = self.now()
        theirs = await self.view.sessions.of(caller.user_id)
        live = (session for session in theirs if session.is_live(at))
        return sorted(live, key=lambda session: (session.last_used_at, session.id), reverse=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndSession:
    """End one session, on another device perhaps (ASVS 7.5.2)."""

    begin: Begin
    require_fresh: RequireFreshLogIn
    now: Clock

    async def __call__(self, *, caller: Caller, id: SessionId) -> None:
        """End it, on its very next request.

        Raises:
            LogInAgain: it is not this one, and the caller logged in too long ago to end another.
            SessionNotFound: there is none, or it is over, or it is somebody else's.
        """
        if id != caller.session_id:
            self.require_fresh(caller)
        at = self.now()
        async with self.begin() as work:
            theirs = await work.sessions.of(caller.user_id)
            if not any(session.id == id and session.is_live(at) for session in theirs):
                raise SessionNotFound
            await work.sessions.end(id)


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOtherSessions:
    """Log out everywhere else (ASVS 7.5.2)."""

    begin: Begin
    require_fresh: RequireFreshLogIn

    async def __call__(self, *, caller: Caller) -> None:
        """End every session of the caller but this one, on their very next requests.

        Raises:
            LogInAgain: the caller logged in too long ago.
        """
        self.require_fresh(caller)
        async with self.begin() as work:
            await work.sessions.end_all(caller.user_id, but=caller.session_id)
