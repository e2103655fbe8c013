"""What time a database has."""

from datetime import UTC, datetime, timedelta
from typing import Final

from todoauth.adapters.sql.asked.server import TIME
from todoauth.adapters.sql.executor import Connection

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND: Final = timedelta(milliseconds=1)


async def time_of(connection: Connection) -> datetime:
    """Return what time the database has."""
    (milliseconds,) = await connection.one(TIME) or (0,)
    return _EPOCH + int(milliseconds) * _MILLISECOND
