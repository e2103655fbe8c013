"""The JSON of the service, each answer in one call."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any, TypeAlias
from uuid import UUID

import msgspec

from bench.limits.asking import cursor

PAGE = 20
_encode = msgspec.json.Encoder().encode
Rows: TypeAlias = list[Any]  # Any: the rows of a statement, as the driver has them


class Todo(msgspec.Struct):
    id: UUID
    content: str
    is_done: bool
    created_at: datetime
    updated_at: datetime
    version: int


class Todos(msgspec.Struct):
    todos: list[Todo]
    next_cursor: str | None


class Cleaning(msgspec.Struct):
    id: UUID
    name: str
    description: str | None
    cleaning_type: str
    price: Decimal
    owner: UUID
    created_at: datetime
    updated_at: datetime
    version: int


class Cleanings(msgspec.Struct):
    cleanings: list[Cleaning]
    next_cursor: str | None


class User(msgspec.Struct):
    id: UUID
    username: str
    full_name: str | None
    email: str | None
    is_verified: bool
    is_active: bool
    is_superuser: bool
    created_at: datetime
    updated_at: datetime


class Tokens(msgspec.Struct):
    access_token: str
    token_type: str
    expires_in: int
    refresh_token: str
    username: str


class Changes(msgspec.Struct):
    content: str | None = None
    is_done: bool | None = None


def todo(row: Iterable[Any]) -> bytes:
    return _encode(Todo(*row))


def todos(rows: Rows) -> bytes:
    """Return a page of rows, of which there may be one more than it holds, or one that is empty."""
    page = [Todo(*row) for row in rows[:PAGE]] if rows and rows[0][0] is not None else []
    return _encode(Todos(page, cursor(page[-1].id) if len(rows) > PAGE else None))


def cleanings(rows: Rows) -> bytes:
    """Return a page, likewise."""
    page = [Cleaning(*row) for row in rows[:PAGE]] if rows and rows[0][0] is not None else []
    return _encode(Cleanings(page, cursor(page[-1].id) if len(rows) > PAGE else None))


def user(row: Iterable[Any]) -> bytes:
    return _encode(User(*row))


def tokens(access: str, expires_in: int, refresh: str, username: str) -> bytes:
    return _encode(Tokens(access, "bearer", expires_in, refresh, username))


changes_in = msgspec.json.Decoder(Changes).decode
