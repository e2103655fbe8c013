"""Connections to MariaDB and MySQL, as every user of them wants them to be."""

from functools import partial
from typing import Any, Final

from sqlalchemy import URL, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

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
BOUNDED: Final = """
    /*M!100600 , max_statement_time = 2, idle_transaction_timeout = 5 */
    /*!80017 , max_execution_time = 2000 */
"""
"""Bounds on each statement and on an idle transaction. MySQL has neither for what writes."""


def engine(address: MariaDbAddress, *, bounds: str = "", **options: Any) -> AsyncEngine:
    """Return what makes connections to `address`. Values go beside the statements, never into them.

    Args:
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
        "connect_timeout": SILENCE,
        "binary_prefix": True,
        "stmt_cache_size": _STATEMENTS,
        "ssl": address.tls(),
    }
    made = create_async_engine(url, connect_args=connect, hide_parameters=True, **options)
    # After SQLAlchemy, which gives the connection a character set and thereby another collation.
    event.listen(made.sync_engine, "connect", partial(_prepare, _SESSION + bounds))
    return made


def _prepare(session: str, connection: DBAPIConnection, _: object) -> None:
    cursor = connection.cursor()
    cursor.execute(session)
    cursor.close()
