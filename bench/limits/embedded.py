"""Bare ASGI over `sqlite3`: one thread reads, another writes; a token remembered, one statement for each request.

`BENCH_SYNCHRONOUS` is what SQLite waits for before it says that something is written: `NORMAL` or `FULL`.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import time_ns
from typing import Any, TypeVar
from uuid import UUID

import msgspec

from bench.limits import asking, tokens, views
from bench.limits.asking import Answer, Asked
from bench.limits.bare import bare

T = TypeVar("T")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LIVE = "s.id = ?1 AND u.is_active AND s.idle_ends_at > ?2 AND s.ends_at > ?2"
_FROM = "sessions s JOIN users u ON u.id = s.user_id"
_TODOS = f"""
SELECT t.id, t.content, t.is_done, t.created_at, t.updated_at, t.version
FROM {_FROM} LEFT JOIN todos t ON t.owner_id = s.user_id WHERE {_LIVE} ORDER BY t.id LIMIT 21
"""
_ADD = f"""
INSERT INTO todos (owner_id, id, content, folded, is_done, created_at, updated_at, version)
SELECT s.user_id, ?3, ?4, ?5, ?6, ?2, ?2, 1 FROM {_FROM}
WHERE {_LIVE} AND (SELECT count(*) FROM todos o WHERE o.owner_id = s.user_id) < 10000
RETURNING id, content, is_done, created_at, updated_at, version
"""


class File:
    """A connection to read and one to write, each in the hands of its own thread."""

    def __init__(self) -> None:
        self._reader, self._writer = (ThreadPoolExecutor(1) for _ in range(2))

    async def open(self) -> None:
        self._reading, self._writing = _connected(), _connected()

    async def close(self) -> None:
        for thread, raw in ((self._reader, self._reading), (self._writer, self._writing)):
            thread.shutdown()
            raw.close()

    async def read(self, statement: str, *values: object) -> list[Any]:  # Any: rows of columns
        return await _within(self._reader, lambda: self._reading.execute(statement, values).fetchall())

    async def write(self, statement: str, *values: object) -> list[Any]:
        return await _within(self._writer, lambda: self._writing.execute(statement, values).fetchall())


def _connected() -> sqlite3.Connection:
    path = os.environ["BENCH_DATABASE_URL"].removeprefix("sqlite:///")
    raw = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    for pragma in ("journal_mode = WAL", f"synchronous = {os.environ['BENCH_SYNCHRONOUS']}", "foreign_keys = 1"):
        raw.execute(f"PRAGMA {pragma}")
    return raw


async def _within(thread: ThreadPoolExecutor, work: Callable[[], T]) -> T:
    return await asyncio.get_running_loop().run_in_executor(thread, work)


def _row(stored: Any) -> tuple[object, ...]:
    key, content, is_done, created, updated, version = stored
    return UUID(bytes=key), content, bool(is_done), _time(created), _time(updated), version


def _time(stored: int) -> datetime:
    return _EPOCH + timedelta(microseconds=stored)


file = File()


async def list_todos(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    rows = await file.read(_TODOS, session.bytes, time_ns() // 1000) if session else None
    if not rows:
        return asking.UNAUTHORIZED
    return 200, views.todos([_row(row) for row in rows if row[0] is not None])


async def create_todo(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    if not session:
        return asking.UNAUTHORIZED
    try:
        new = views.changes_in(asked.body)
    except msgspec.ValidationError:
        return asking.INVALID
    if not new.content:
        return asking.INVALID
    values = session.bytes, time_ns() // 1000, asking.new_id().bytes, new.content, new.content.casefold()
    rows = await file.write(_ADD, *values, bool(new.is_done))
    return (201, views.todo(_row(rows[0]))) if rows else asking.UNAUTHORIZED


app = bare({("GET", "/todos"): list_todos, ("POST", "/todos"): create_todo}, open=file.open, close=file.close)
