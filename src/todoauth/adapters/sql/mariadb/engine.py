"""Connections to MariaDB and MySQL, as every user of them wants them to be."""

import asyncio
from functools import partial
from typing import Any, Final

from asyncmy import Connection
from sqlalchemy import URL, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from todoauth.adapters.sql.executor import LONGEST
from todoauth.adapters.sql.keepalive import watch
from todoauth.adapters.sql.mariadb.address import MariaDbAddress

SILENCE: Final = 4.0  # seconds after which a server that should have answered counts as gone
IDLE: Final = 60  # seconds after which the server ends a connection that says nothing
_STATEMENTS: Final = 256  # there are fewer, so none is ever prepared twice

# The server reads a comment that begins with an exclamation mark: MariaDB the first kind, MySQL the second.
_SESSION: Final = f"""
    SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO',
    time_zone = '+00:00', max_error_count = 0,
    wait_timeout = {IDLE}, lock_wait_timeout = 1, innodb_lock_wait_timeout = 1,
    /*M!100600 tx_isolation = 'READ-COMMITTED', collation_connection = utf8mb4_nopad_bin */
    /*!80017 transaction_isolation = 'READ-COMMITTED', collation_connection = utf8mb4_0900_bin */
"""
BOUNDED: Final = f"""
    /*M!100600 , max_statement_time = {LONGEST}, idle_transaction_timeout = 5 */
    /*!80017 , max_execution_time = {LONGEST * 1000} */
"""
"""Bounds on each statement and on an idle transaction. MySQL has neither for what writes."""


BY_HAND: Final[dict[str, Any]] = {  # Any: options of `create_async_engine`
    "isolation_level": "AUTOCOMMIT",
    "skip_autocommit_rollback": True,
    "pool_reset_on_return": None,
}
"""Options for those who begin and end transactions themselves: there is nothing to undo, so nobody waits for it."""


def engine(address: MariaDbAddress, *, bounds: str = "", patience: float = SILENCE, **options: Any) -> AsyncEngine:
    """Return what makes connections to `address`. Values go beside the statements, never into them.

    Args:
        patience: how many seconds it may take until the server has let us in.
        options: of `create_async_engine`, hence `Any`.
    """
    url = URL.create(
        "mysql+asyncmy",
        username=address.user,
        password=address.password,
        host=address.host,
        port=address.port,
        database=address.database,
    )
    connect = {
        "charset": "utf8mb4",
        "async_creator_fn": partial(_connected, patience),
        "binary_prefix": True,
        "stmt_cache_size": _STATEMENTS,
        "ssl": address.tls(),
    }
    made = create_async_engine(url, connect_args=connect, hide_parameters=True, **options)
    # After SQLAlchemy, which gives the connection a character set and thereby another collation.
    event.listen(made.sync_engine, "connect", partial(_prepare, _SESSION + bounds))
    return made


async def _connected(patience: float, **options: Any) -> Connection:  # Any: of the driver's connection
    connection = Connection(**options)  # type: ignore[no-untyped-call]
    async with asyncio.timeout(patience):
        await connection.connect()
    watch(connection._transport)  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way
    return connection


def _prepare(session: str, connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(session)
    cursor.close()
