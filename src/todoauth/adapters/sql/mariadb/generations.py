"""Connections that are left, since one of those made together with them led nowhere."""

from typing import Any, Final

from sqlalchemy import event
from sqlalchemy.engine import AdaptedConnection
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.pool import ConnectionPoolEntry

_KEY: Final = "generation"


class Generations:
    """Has each connection that was made before the current generation made anew when it is next needed."""

    def __init__(self, engine: AsyncEngine) -> None:
        self.current = 0
        event.listen(engine.sync_engine, "connect", self._made)
        event.listen(engine.sync_engine, "checkout", self._lent)

    def end(self, generation: int) -> None:
        """Leave all connections of `generation`; many may say so of the same one."""
        if generation == self.current:
            self.current += 1

    def _made(self, _: AdaptedConnection, entry: ConnectionPoolEntry) -> None:
        entry.info[_KEY] = self.current

    def _lent(self, connection: AdaptedConnection, entry: ConnectionPoolEntry, _: object) -> None:
        if entry.info[_KEY] != self.current:
            raw: Any = connection.driver_connection  # Any: the driver's own
            # Whatever else ends it waits for an answer.
            raw.close()
            raise DisconnectionError
