"""Guards that let in whom they must not."""

from dataclasses import replace

from todoauth import Caller, SessionClaim, SessionsView
from todoauth.adapters.memory import MemoryDatabase
from todoauth.adapters.memory.guarded import MemoryGuarded
from todoauth.testing.contracts.samples import MICROSECOND


class GuardsWith(MemoryDatabase):
    """A database in memory with another guard."""

    def __init__(self, kind: type[MemoryGuarded]) -> None:
        super().__init__()
        self._kind = kind

    def guard(self, claim: SessionClaim) -> MemoryGuarded:
        return self._kind(self._committed, self.begin, claim)


class LooksOnce(MemoryGuarded):
    """What stood once stands for good."""

    _first: Caller | None = None

    async def _proved_by(self, sessions: SessionsView) -> Caller:
        self._first = self._first or await super()._proved_by(sessions)
        return self._first


class TakesAnybody(MemoryGuarded):
    """Whoever names a session is taken for its user."""

    async def _proved_by(self, sessions: SessionsView) -> Caller:
        caller = await sessions.caller(self._claim.session_id)
        if caller is not None:
            self._claim = replace(self._claim, user_id=caller.user_id)
        return await super()._proved_by(sessions)


class LastsTooLong(MemoryGuarded):
    """A session goes on for a moment after its end."""

    async def _proved_by(self, sessions: SessionsView) -> Caller:
        self._claim = replace(self._claim, at=self._claim.at - MICROSECOND)
        return await super()._proved_by(sessions)
