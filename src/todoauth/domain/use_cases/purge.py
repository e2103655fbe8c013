"""Forgetting what has expired."""

from dataclasses import dataclass
from datetime import timedelta

from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """Remove ended sessions and old guesses, a small batch at a time, so that nobody waits for it."""

    begin: Begin
    now: Clock
    keep_sessions: timedelta = timedelta(days=30)
    keep_guesses: timedelta = timedelta(days=1)
    at_most: int = 100

    async def __call__(self) -> int:
        """Return how many things were removed. Fewer than `at_most` means that little or nothing is left."""
        at = self.now()
        async with self.begin() as work:
            sessions = await work.sessions.purge(before=at - self.keep_sessions, at_most=self.at_most)
            guesses = await work.guesses.purge(before=at - self.keep_guesses, at_most=self.at_most)
        return sessions + guesses
