"""Spent guesses, in SQL."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from todoauth.adapters.sql.asked import guesses as statements
from todoauth.adapters.sql.executor import Connection
from todoauth.domain.model.one_time_code import GuessBudget, Purpose
from todoauth.ports.ledgers import SpentGuesses


@dataclass(frozen=True)
class SqlSpentGuesses(SpentGuesses):
    """Spent guesses."""

    connection: Connection

    async def spend(self, subject: UUID, purpose: Purpose, *, at: datetime, budget: GuessBudget | None = None) -> bool:
        values = {"subject": subject, "purpose": purpose.value, "spent_at": at}
        if budget is None:
            return await self.connection.run(statements.SPEND, values) > 0
        spent = await self.connection.call(
            statements.SPEND_UP_TO,
            {
                "holder": budget.holder,
                "an_hour_ago": at - budget.HOUR,
                "an_hour": budget.an_hour,
                "a_day_ago": at - budget.DAY,
                "a_day": budget.a_day,
                **values,
            },
        )
        return spent > 0

    async def spent_since(self, subject: UUID, purpose: Purpose, *, since: datetime) -> int:
        row = await self.connection.one(
            statements.COUNT, {"subject": subject, "purpose": purpose.value, "since": since}
        )
        return 0 if row is None else next(iter(row))

    async def purge(self, *, before: datetime, at_most: int) -> int:
        old = await self.connection.all(statements.OLD, {"before": before, "at_most": at_most})
        for (number,) in old:
            await self.connection.run(statements.FORGET, {"id": number})
        return len(old)
