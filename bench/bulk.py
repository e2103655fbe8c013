"""Millions of rows in a migrated database, as fast as it takes them: indexes come after the rows."""

import asyncio
import sqlite3
from contextlib import closing
from urllib.parse import urlsplit

import asyncmy
import asyncpg

from bench.dialects import MARIADB, POSTGRESQL, SQLITE
from bench.sizes import filled

_CONSTRAINTS = """
SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS text FROM pg_constraint
WHERE contype IN ('p', 'u', 'f') AND connamespace = 'public'::regnamespace AND conname NOT LIKE 'alembic%'
ORDER BY contype = 'f'
"""
_INDEXES = """
SELECT indexrelid::regclass::text AS name, pg_get_indexdef(indexrelid) AS text
FROM pg_index JOIN pg_class ON pg_class.oid = indexrelid
WHERE relnamespace = 'public'::regnamespace AND relname NOT LIKE 'alembic%'
"""
_INDEXES_OF_FILE = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
_FILE_TAKES_MANY = ("journal_mode = OFF", "synchronous = OFF", "cache_size = -1000000", "threads = 2")


def fill(url: str, size: int) -> None:
    """Put so many rows into each table of a migrated database (see `sizes`)."""
    match urlsplit(url).scheme:
        case "sqlite":
            _fill_file(url.removeprefix("sqlite:///"), size)
        case "mariadb":
            asyncio.run(_fill_mariadb(url, size))
        case _:
            asyncio.run(_fill_postgres(url, size))


async def _fill_postgres(url: str, size: int) -> None:
    connection = await asyncpg.connect(url)
    try:
        await connection.execute("SET maintenance_work_mem = '1GB'; SET jit = off")
        async with connection.transaction():
            # What is emptied in a transaction that then fills it needs no log, if the server keeps a minimal one.
            await connection.execute("TRUNCATE users CASCADE; TRUNCATE outbox")
            again = await _without_indexes(connection)
            for _, statement in filled(size, POSTGRESQL):
                await connection.execute(statement)
            for statement in again:
                await connection.execute(statement)
        await connection.execute("VACUUM ANALYZE")
        await connection.execute("CHECKPOINT")
    finally:
        await connection.close()


async def _without_indexes(connection: "asyncpg.Connection[asyncpg.Record]") -> list[str]:
    """Remove keys and indexes; return the statements that make them again."""
    constraints = await connection.fetch(_CONSTRAINTS)
    for row in reversed(constraints):
        await connection.execute(f"ALTER TABLE {row['table']} DROP CONSTRAINT {row['name']}")
    indexes = await connection.fetch(_INDEXES)
    for row in indexes:
        await connection.execute(f"DROP INDEX {row['name']}")
    keys = [f"ALTER TABLE {row['table']} ADD CONSTRAINT {row['name']} {row['text']}" for row in constraints]
    return [row["text"] for row in indexes] + keys


def _fill_file(path: str, size: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.create_function("unhex", 1, bytes.fromhex, deterministic=True)
        for pragma in _FILE_TAKES_MANY:
            raw.execute(f"PRAGMA {pragma}")
        indexes = raw.execute(_INDEXES_OF_FILE).fetchall()
        for name, _ in indexes:
            raw.execute(f"DROP INDEX {name}")
        for statement in (*(each for _, each in filled(size, SQLITE)), *(text for _, text in indexes)):
            raw.execute(statement)


async def _fill_mariadb(url: str, size: int) -> None:
    parts = urlsplit(url)
    connection = await asyncmy.connect(
        host=parts.hostname, port=parts.port, user=parts.username, db=parts.path[1:], charset="utf8mb4"
    )
    async with connection.cursor() as cursor:
        await cursor.execute("SET sql_mode = 'PIPES_AS_CONCAT', unique_checks = 0, foreign_key_checks = 0")
        for _, statement in filled(size, MARIADB):
            await cursor.execute(statement)
            await connection.commit()
        await cursor.execute("ANALYZE TABLE users, sessions, todos, cleanings, outbox")
    await connection.ensure_closed()
