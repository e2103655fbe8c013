"""Failed attempts, in SQL."""

from dataclasses import dataclass
from uuid import UUID

from todoauth.adapters.sql.asked import failures as statements
from todoauth.adapters.sql.executor import Connection
from todoauth.ports.ledgers import FailedAttempts


@dataclass(frozen=True)
class SqlFailedAttempts(FailedAttempts):
    """Failed attempts, in one transaction. Whoever counts has the row until it ends, so what it reads is its own."""

    connection: Connection

    async def count(self, subject: UUID) -> int:
        await self.connection.run(statements.COUNT, {"subject": subject})
        [[times]] = await self.connection.all(statements.TIMES, {"subject": subject})
        return int(times)

    async def forget(self, subject: UUID) -> None:
        await self.connection.run(statements.FORGET, {"subject": subject})
