"""Failed attempts, in memory."""

from dataclasses import dataclass
from uuid import UUID

from todoauth.adapters.memory.store import Failures, Store
from todoauth.ports.ledgers import FailedAttempts


@dataclass(frozen=True)
class MemoryFailedAttempts(FailedAttempts):
    """Failed attempts, in one transaction."""

    store: Store

    async def count(self, subject: UUID) -> int:
        counted = self.store.failures.get(subject)
        times = 1 if counted is None else counted.times + 1
        self.store.failures.put(Failures(subject, times))
        return times

    async def forget(self, subject: UUID) -> None:
        self.store.failures.drop(subject)
