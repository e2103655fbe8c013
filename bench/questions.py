"""What is asked of databases of every size: what a request asks, and what workers do."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from datetime import datetime, timedelta
from typing import TypeAlias

from bench import sizes
from bench.rows import ABOUT, identity
from todoauth.adapters.sql.database import SqlDatabase
from todoauth.domain.errors import TooManyTodos
from todoauth.domain.model.cleaning import CleaningFilter
from todoauth.domain.model.ids import SessionId, TodoId, UserId
from todoauth.domain.model.limit import Quotas
from todoauth.domain.model.page import Cursor, Slice
from todoauth.domain.model.text import SearchText
from todoauth.domain.model.todo import TodoContent, TodoFilter
from todoauth.domain.model.user import UserFilter
from todoauth.domain.model.username import Username
from todoauth.domain.use_cases.todos import AddTodo, RemoveTodo
from todoauth.ports.unit_of_work import UnitOfWork, View

Question: TypeAlias = Callable[[SqlDatabase, int, int], Awaitable[object]]
"""Asked of a database with so many rows, for the so-and-so-many-th time: of another row each time."""

_ACTIVE = 1_000  # rows that are asked about, spread over all: what they need stays in memory, if it fits
_FEW = 20
_RARE, _SHORT, _COMMON = SearchText(sizes.RARE), SearchText(sizes.SHORT), SearchText("windows")
_HOARDER = UserId(identity(1, 0))


class _Undone(Exception):
    """What was done is not to stay."""


def _read(ask: Callable[[View, int, int], Awaitable[object]]) -> Question:
    async def question(database: SqlDatabase, size: int, turn: int) -> None:
        await ask(database.view, size, turn)

    return question


def _done(do: Callable[[UnitOfWork], Awaitable[object]]) -> Question:
    async def question(database: SqlDatabase, *_: int) -> None:
        async with _undone(database) as work:
            await do(work)

    return question


@asynccontextmanager
async def _undone(database: SqlDatabase) -> AsyncIterator[UnitOfWork]:
    with suppress(_Undone):
        async with database.begin() as work:
            yield work
            raise _Undone


def _some(turn: int, among: int) -> int:
    """Return a number below `among`: one of those that are asked about."""
    active = min(_ACTIVE, among)
    return turn * 389 % active * (among // active)


def _person(size: int, turn: int) -> UserId:
    return UserId(identity(1, 1 + _some(turn, sizes.people(size))))


def _later(size: int, turn: int) -> Slice:
    """Return the slice with all but the first todo of a person."""
    return Slice(after=Cursor(identity(5, size + _some(turn, sizes.people(size)))))


def _last(kind: int, size: int) -> Slice:
    """Return the slice with the last page of what has so many rows."""
    return Slice(after=Cursor(identity(kind, size - _FEW - 1))) if size > _FEW else Slice()


async def _one_more(database: SqlDatabase, owner: UserId, turn: int, at_most: int) -> None:
    """Write a todo down, and cross it out again."""
    new, todos = identity(8, turn), database.autocommit.todos
    add = AddTodo(todos=todos, new_id=lambda: new, now=lambda: ABOUT, quotas=Quotas(todos=at_most))
    await add(owner=owner, content=TodoContent("Water the plants on the balcony"))
    await RemoveTodo(todos=todos)(id=TodoId(new), owner=owner)


async def _one_too_many(database: SqlDatabase, size: int, turn: int) -> None:
    with suppress(TooManyTodos):
        await _one_more(database, _HOARDER, turn, min(size, Quotas().todos))


def _todos(view: View, owner: UserId, part: Slice = Slice(), text: SearchText | None = None) -> Awaitable[object]:
    return view.todos.page(owner, only=TodoFilter(text=text), part=part)


def _cleanings(view: View, part: Slice = Slice(), text: SearchText | None = None) -> Awaitable[object]:
    return view.cleanings.page(only=CleaningFilter(text=text), part=part)


def _users(view: View, part: Slice = Slice(), text: SearchText | None = None) -> Awaitable[object]:
    return view.users.page(only=UserFilter(text=text), part=part)


def _taking(at: datetime) -> Question:
    return _done(lambda work: work.outbox.take(at=at, lease=timedelta(seconds=30), at_most=10))


def _purging(before: datetime, of: str) -> Question:
    return _done(lambda work: getattr(work, of).purge(before=before, at_most=_FEW))


QUESTIONS: Mapping[str, Question] = {
    "who asks": _read(lambda view, size, turn: view.sessions.caller(SessionId(identity(3, _some(turn, size))))),
    "a user by name": _read(
        lambda view, size, turn: view.users.with_username(Username(sizes.name_of(_some(turn, size - 1))))
    ),
    "todos of one with 20": _read(lambda view, size, turn: _todos(view, _person(size, turn))),
    "their later todos": _read(lambda view, size, turn: _todos(view, _person(size, turn), _later(size, turn))),
    "first todos of one with all": _read(lambda view, *_: _todos(view, _HOARDER)),
    "last todos of one with all": _read(lambda view, size, _: _todos(view, _HOARDER, _last(5, size))),
    "first cleanings": _read(lambda view, *_: _cleanings(view)),
    "last cleanings": _read(lambda view, size, _: _cleanings(view, _last(6, size))),
    "last users": _read(lambda view, size, _: _users(view, _last(1, size))),
    "search: many cleanings": _read(lambda view, *_: _cleanings(view, text=_COMMON)),
    "search: one cleaning": _read(lambda view, *_: _cleanings(view, text=_RARE)),
    "search: one cleaning, two letters": _read(lambda view, *_: _cleanings(view, text=_SHORT)),
    "search: one user": _read(lambda view, *_: _users(view, text=_RARE)),
    "search: todos of one with 20": _read(lambda view, size, turn: _todos(view, _person(size, turn), text=_RARE)),
    "search: todos of one with all": _read(lambda view, *_: _todos(view, _HOARDER, text=_RARE)),
    "a todo more and less, of 20": lambda database, size, turn: _one_more(
        database, _person(size, turn), turn, Quotas().todos
    ),
    "a todo too many is refused": _one_too_many,
    "a todo more and less, of all": lambda database, size, turn: _one_more(database, _HOARDER, turn, 2 * size),
    "mail: none is due": _taking(sizes.DUE_FROM - timedelta(hours=1)),
    "mail: ten are due": _taking(sizes.DUE_FROM + 2 * _FEW * sizes.APART),
    "purge: no mail": _purging(sizes.DEAD_SINCE, "outbox"),
    "purge: 20 mails": _purging(sizes.DEAD_SINCE + 2 * _FEW * sizes.APART, "outbox"),
    "purge: no session": _purging(sizes.SESSIONS_END, "sessions"),
    "purge: 20 sessions": _purging(sizes.SESSIONS_END + _FEW * sizes.APART, "sessions"),
}
"""By name. What is changed is undone."""
