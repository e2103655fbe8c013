"""Spent codes, in memory."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice, takewhile

from todoauth.adapters.memory.store import ALL, CODES, SpentCode, Store
from todoauth.domain.errors import WrongOrExpiredCode
from todoauth.ports.ledgers import SpentCodes


@dataclass(frozen=True)
class MemorySpentCodes(SpentCodes):
    """Spent codes, in one transaction."""

    store: Store

    async def spend(self, digest: bytes, *, at: datetime) -> None:
        if self.store.codes.get(digest) is not None:
            raise WrongOrExpiredCode
        self.store.codes.add(SpentCode(digest, at))

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = takewhile(lambda code: code.at < before, self.store.codes.all(CODES, ALL))
        purged = list(islice(old, at_most))
        for code in purged:
            self.store.codes.drop(code.digest)
        return len(purged)
