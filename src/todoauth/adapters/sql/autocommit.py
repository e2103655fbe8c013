"""A connection that is none: each statement is lent one, for as long as it takes."""

from collections.abc import Sequence
from dataclasses import dataclass

from todoauth.adapters.sql.executor import NOTHING, Connection, Driver, Procedure, Row, Statement, Values


@dataclass(frozen=True, slots=True)
class AutocommitConnection(Connection):
    """Runs each statement as a transaction of its own. Many tasks may use it at once."""

    driver: Driver

    @property
    def can_return(self) -> bool:
        return self.driver.can_return

    async def one(self, statement: Statement, values: Values = NOTHING) -> Row | None:
        async with self.driver.autocommit() if statement.changes else self.driver.reading() as connection:
            return await connection.one(statement, values)

    async def all(self, statement: Statement, values: Values = NOTHING) -> Sequence[Row]:
        async with self.driver.reading() as connection:
            return await connection.all(statement, values)

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        async with self.driver.autocommit() as connection:
            return await connection.run(statement, values)

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        async with self.driver.autocommit() as connection:
            return await connection.call(procedure, values)
