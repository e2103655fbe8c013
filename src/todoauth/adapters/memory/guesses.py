"""Spent guesses, in memory."""

from dataclasses import dataclass
from datetime import datetime
from itertools import count, islice, takewhile
from math import inf
from typing import Final
from uuid import UUID

from todoauth.adapters.memory.store import ALL, GUESSES, GUESSES_AT, SpentGuess, Store
from todoauth.domain.model.one_time_code import GuessBudget, Purpose
from todoauth.ports.ledgers import SpentGuesses

_NUMBERS: Final = count()


@dataclass(frozen=True)
class MemorySpentGuesses(SpentGuesses):
    """Spent guesses, in one transaction."""

    store: Store

    async def spend(self, subject: UUID, purpose: Purpose, *, at: datetime, budget: GuessBudget | None = None) -> bool:
        if budget is not None:
            this_hour = await self.spent_since(subject, purpose, since=at - budget.HOUR)
            today = await self.spent_since(subject, purpose, since=at - budget.DAY)
            if this_hour >= budget.an_hour or today >= budget.a_day:
                return False
        self.store.guesses.add(SpentGuess(next(_NUMBERS), subject, purpose, at))
        return True

    async def spent_since(self, subject: UUID, purpose: Purpose, *, since: datetime) -> int:
        theirs = self.store.guesses.all(GUESSES_AT, subject, after=(since, inf))
        return sum(guess.purpose is purpose for guess in theirs)

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = takewhile(lambda guess: guess.at < before, self.store.guesses.all(GUESSES, ALL))
        purged = list(islice(old, at_most))
        for guess in purged:
            self.store.guesses.drop(guess.number)
        return len(purged)
