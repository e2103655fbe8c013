"""Spent codes, in SQL."""

from dataclasses import dataclass
from datetime import datetime

from todoauth.adapters.sql.asked import spent_codes as statements
from todoauth.adapters.sql.executor import Connection
from todoauth.ports.ledgers import SpentCodes


@dataclass(frozen=True)
class SqlSpentCodes(SpentCodes):
    """Spent codes, in one transaction."""

    connection: Connection

    async def spend(self, digest: bytes, *, at: datetime) -> None:
        await self.connection.run(statements.SPEND, {"digest": digest, "spent_at": at})

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = await self.connection.all(statements.OLD, {"before": before, "at_most": at_most})
        for (digest,) in old:
            await self.connection.run(statements.FORGET, {"digest": digest})
        return len(old)
