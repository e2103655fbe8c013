"""Forgetting what has expired."""

from dataclasses import dataclass
from datetime import timedelta

from todoauth.domain.model.device import Acquaintance
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin


@dataclass(frozen=True, slots=True, kw_only=True)
class Purge:
    """Remove ended sessions, old guesses and codes, dead mail and old networks, in small steps: nobody waits for it."""

    begin: Begin
    now: Clock
    keep_sessions: timedelta = timedelta(days=30)
    keep_guesses: timedelta = timedelta(days=1)
    keep_codes: timedelta = timedelta(days=1)  # longer than any of them lives
    keep_dead_mail: timedelta = timedelta(days=30)
    keep_networks: timedelta = Acquaintance().lasts
    at_most: int = 100

    async def __call__(self) -> int:
        """Remove up to `at_most` of each; return how many things that were. Fewer than `at_most`: nothing is left."""
        at = self.now()
        async with self.begin() as work:
            sessions = await work.sessions.purge(before=at - self.keep_sessions, at_most=self.at_most)
        async with self.begin() as work:
            guesses = await work.guesses.purge(before=at - self.keep_guesses, at_most=self.at_most)
        async with self.begin() as work:
            codes = await work.codes.purge(before=at - self.keep_codes, at_most=self.at_most)
        async with self.begin() as work:
            mails = await work.outbox.purge(before=at - self.keep_dead_mail, at_most=self.at_most)
        async with self.begin() as work:
            networks = await work.networks.purge(before=at - self.keep_networks, at_most=self.at_most)
        return sessions + guesses + codes + mails + networks
