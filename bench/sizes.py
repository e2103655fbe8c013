"""Databases in which everything has so many rows: users, their sessions, the todos of one of them, and cleanings."""

import asyncio
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import chain, islice
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import asyncmy
import asyncpg

from bench.rows import ABOUT, Row, identity

RARE = "needle"
"""What the last of all rows says, and no other."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_BATCH = 2_000
_TIMES = {"created_at": ABOUT, "updated_at": ABOUT, "version": 1}


def rows_of(size: int) -> Iterator[tuple[str, Iterator[Row]]]:
    """Yield each table with its rows."""
    yield "users", (_user(number) for number in range(size))
    yield "sessions", (_session(number) for number in range(size))
    yield "todos", (_todo(number, size) for number in range(size))
    yield "cleanings", (_cleaning(number, size) for number in range(size))


def fill(url: str, size: int) -> None:
    """Put that many rows into each table of a migrated database."""
    put = {"postgresql": _put_in_postgres, "sqlite": _put_in_file, "mariadb": _put_in_mariadb}[urlsplit(url).scheme]
    for table, rows in rows_of(size):
        put(url, table, rows)


def _put_in_postgres(url: str, table: str, rows: Iterator[Row]) -> None:
    names, values = _table_of(rows, lambda value: value)

    async def put() -> None:
        connection = await asyncpg.connect(url)
        await connection.copy_records_to_table(table, records=values, columns=names)
        await connection.execute(f"VACUUM ANALYZE {table}")
        await connection.close()

    asyncio.run(put())


def _put_in_file(url: str, table: str, rows: Iterator[Row]) -> None:
    names, values = _table_of(rows, _in_file)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as raw, raw:
        raw.executemany(_insert(table, names, "?"), values)
        raw.execute(f"ANALYZE {table}")


def _put_in_mariadb(url: str, table: str, rows: Iterator[Row]) -> None:
    names, values = _table_of(rows, _in_mariadb)
    parts = urlsplit(url)

    async def put() -> None:
        connection = await asyncmy.connect(
            host=parts.hostname, port=parts.port, user=parts.username, db=parts.path[1:], charset="utf8mb4"
        )
        async with connection.cursor() as cursor:
            while batch := list(islice(values, _BATCH)):
                await cursor.executemany(_insert(table, names, "%s"), batch)
            await connection.commit()
            await cursor.execute(f"ANALYZE TABLE {table}")
        await connection.ensure_closed()

    asyncio.run(put())


def _insert(table: str, names: Sequence[str], place: str) -> str:
    return f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join([place] * len(names))})"


# Any: a value of each column, as it is and as a database stores it.
def _table_of(rows: Iterable[Row], stored: Callable[[Any], Any]) -> tuple[list[str], Iterator[tuple[Any, ...]]]:
    found = iter(rows)
    first = next(found)
    return list(first), (tuple(map(stored, row.values())) for row in chain([first], found))


def _in_file(value: Any) -> Any:
    match value:
        case UUID():
            return value.bytes
        case datetime():
            return (value - _EPOCH) // timedelta(microseconds=1)
        case _:
            return value


def _in_mariadb(value: Any) -> Any:
    match value:
        case UUID():
            return value.bytes
        case datetime():
            return value.replace(tzinfo=None)
        case _:
            return value


def _user(number: int) -> Row:
    name = f"user-{number}"
    person = {"username": name, "username_canonical": name, "password_hash": "!", "full_name": None}
    states = {"email": None, "email_canonical": None, "is_active": True, "is_superuser": False}
    return {"id": identity(1, number), **person, **states, **_TIMES}


def _session(number: int) -> Row:
    ends = {"idle_ends_at": ABOUT + timedelta(days=14), "ends_at": ABOUT + timedelta(days=30)}
    digest = sha256(b"%d" % number).digest()
    whose = {"id": identity(3, number), "user_id": identity(1, number), "refresh_digest": digest}
    return {**whose, "created_at": ABOUT, "last_used_at": ABOUT, **ends, "client": None, "network": None}


def _todo(number: int, size: int) -> Row:
    said = RARE if number == size - 1 else f"something to be done: {number}"
    what = {"content": said, "folded": said, "is_done": False}
    return {"owner_id": identity(1, 0), "id": identity(5, number), **what, **_TIMES}


def _cleaning(number: int, size: int) -> Row:
    said = RARE if number == size - 1 else f"windows and floors, number {number}"
    what = {"name": said, "description": None, "folded": said, "cleaning_type": "full_clean", "price": 1}
    return {"id": identity(6, number), "owner_id": identity(1, 0), **what, **_TIMES}
