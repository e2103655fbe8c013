"""A connection in the name of a session: each statement looks whether that stands."""

from collections.abc import Sequence
from typing import TypeVar

from todoauth.adapters.sql.asked.guarded import guarded, guarded_procedure
from todoauth.adapters.sql.cleanings import SqlCleanings
from todoauth.adapters.sql.executor import NOTHING, Connection, Procedure, Row, Statement, Values
from todoauth.adapters.sql.sessions import SqlSessionsView
from todoauth.adapters.sql.todos import SqlTodos
from todoauth.domain.model.claim import SessionClaim
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.session import Caller
from todoauth.ports.unit_of_work import Guarded

T = TypeVar("T")


class SqlGuarded(Guarded, Connection):
    """What belongs to people, guarded by a session. A statement that finds nothing asks whether it was let in at all.

    Args:
        connection: runs each statement as a transaction of its own.
        claim: whose session it is said to be.
    """

    __slots__ = ("_claim", "_claimed", "_connection", "_stands")

    def __init__(self, connection: Connection, claim: SessionClaim) -> None:
        self._connection = connection
        self._claim = claim
        self._claimed = {
            "claimed_session": claim.session_id,
            "claimed_user": claim.user_id,
            "claimed_at": claim.at,
        }
        self._stands = False

    @property
    def user_id(self) -> UserId:
        return self._claim.user_id

    @property
    def stands(self) -> bool:
        return self._stands

    @property
    def todos(self) -> SqlTodos:
        return SqlTodos(self)

    @property
    def cleanings(self) -> SqlCleanings:
        return SqlCleanings(self)

    @property
    def can_return(self) -> bool:
        return self._connection.can_return

    async def caller(self) -> Caller:
        caller = self._claim.proved_by(await SqlSessionsView(self._connection).caller(self._claim.session_id))
        self._stands = True
        return caller

    async def one(self, statement: Statement, values: Values = NOTHING) -> Row | None:
        return await self._let_in(await self._connection.one(guarded(statement), {**values, **self._claimed}))

    async def all(self, statement: Statement, values: Values = NOTHING) -> Sequence[Row]:
        return await self._let_in(await self._connection.all(guarded(statement), {**values, **self._claimed}))

    async def run(self, statement: Statement, values: Values = NOTHING) -> int:
        return await self._let_in(await self._connection.run(guarded(statement), {**values, **self._claimed}))

    async def call(self, procedure: Procedure, values: Values = NOTHING) -> int:
        twin = guarded_procedure(procedure)
        return await self._let_in(await self._connection.call(twin, {**values, **self._claimed}))

    async def _let_in(self, found: T) -> T:
        if found:
            self._stands = True
        else:
            await self.caller()
        return found
