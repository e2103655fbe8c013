"""A database with the schema of the service and the rows of the benchmark."""

import asyncio
import os
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path

import asyncpg

from bench import rows
from bench.rows import Row
from tests.servers.service import TODOAUTH, without_settings

# What is changed in a measurement is put back from here.
_KEPT = ("users", "sessions", "todos")


def migrate(url: str, python: Path | None = None) -> None:
    """Give an empty database the schema of the service, or of the one that another Python has."""
    environ = without_settings(os.environ) | {"TODOAUTH_DATABASE_URL": url}
    command = [str(python), *TODOAUTH[1:]] if python else TODOAUTH
    subprocess.run([*command, "migrate", "up"], check=True, env=environ, stdout=subprocess.DEVNULL)


def fill(url: str) -> None:
    """Put all rows into a migrated database, and a copy of what measurements change beside them."""
    asyncio.run(_fill(url))


async def _fill(url: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        await _copy(connection, "users", rows.users())
        await _copy(connection, "sessions", rows.sessions())
        await _copy(connection, "todos", rows.todos())
        await _copy(connection, "cleanings", rows.cleanings())
        await connection.execute("CREATE SCHEMA kept")
        for table in _KEPT:
            await connection.execute(f"CREATE TABLE kept.{table} AS TABLE {table}")
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


async def _copy(connection: "asyncpg.Connection[asyncpg.Record]", table: str, values: Iterable[Row]) -> None:
    """Copy the rows, as far as this schema has their columns: an older one has fewer."""
    names: Sequence[str] = [
        column["attname"]
        for column in await connection.fetch(
            "SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0", table
        )
    ]
    found = list(values)
    known = [name for name in names if name in found[0]]
    records = [[row[name] for name in known] for row in found]
    await connection.copy_records_to_table(table, records=records, columns=known)
