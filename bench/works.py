"""What is asked, over and over."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from bench import rows
from bench.rows import Person

Token = Callable[[Person], str]
_VERSIONS = 2
_NEW_TODOS = 40_000
_BUSY = 2_000  # writers, so that each has few of the new todos, and a program can remember the tokens of all


@dataclass(frozen=True, slots=True)
class Work:
    """One kind of request.

    Args:
        name: what tables call it.
        requests: each as it goes over the wire, for the tokens of a program. No two in flight are about the same row.
        undo: statements that put the rows back.
        status: of a right answer.
        prepare: statements that make a database ready for it.
        ready: called before each measurement.
    """

    name: str
    requests: Callable[[Token], Sequence[bytes]]
    undo: Sequence[str] = ()
    status: int = 200
    prepare: Sequence[str] = ()
    ready: Callable[[], None] = lambda: None

    @property
    def changes(self) -> bool:
        """Whether it changes anything, so that no two answers are the same."""
        return bool(self.undo)


def wire(method: str, path: str, token: str, body: object = None, **headers: str) -> bytes:
    """Return a request as it goes over the wire."""
    content = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    if body is not None:
        kind = "application/x-www-form-urlencoded" if isinstance(body, bytes) else "application/json"
        lines += [f"Content-Type: {kind}", f"Content-Length: {len(content)}"]
    return "\r\n".join((*lines, "", "")).encode() + content


def _reading(path: str) -> Callable[[Token], Sequence[bytes]]:
    return lambda token: [wire("GET", path, token(person)) for person in rows.readers()]


def _adding(token: Token) -> Sequence[bytes]:
    tokens = [token(person) for person in rows.writers()[:_BUSY]]
    return [
        wire("POST", "/todos", tokens[number % len(tokens)], {"content": f"One more thing to be done: {number}"})
        for number in range(_NEW_TODOS)
    ]


def _editing(token: Token) -> Sequence[bytes]:
    owned = [(token(person), todo) for person in rows.readers() for todo in _todos_of(person)]
    return [
        wire("PATCH", f"/todos/{todo}", known, {"content": f"Said in other words: {version}"}, If_Match=f'"{version}"')
        for version in range(1, _VERSIONS + 1)
        for known, todo in owned
    ]


def _todos_of(person: Person) -> Iterable[UUID]:
    return [rows.identity(5, person.number * rows.PAGE + number) for number in range(rows.PAGE)]


def _refreshing(_: Token) -> Sequence[bytes]:
    tokens = [rows.refresh_token(number) for number in range(rows.WRITERS * rows.REFRESHES)]
    return [
        wire("POST", "/auth/token", "", f"grant_type=refresh_token&refresh_token={token}".encode()) for token in tokens
    ]


_PUT_TODOS_BACK = """
UPDATE todos t SET content = k.content, folded = k.folded, version = k.version, updated_at = k.updated_at
FROM kept.todos k WHERE k.id = t.id AND k.version <> t.version
"""
_REMOVE_NEW_TODOS = "DELETE FROM todos t WHERE NOT EXISTS (SELECT FROM kept.todos k WHERE k.id = t.id)"
_PUT_SESSIONS_BACK = """
UPDATE sessions s SET refresh_digest = k.refresh_digest, last_used_at = k.last_used_at, idle_ends_at = k.idle_ends_at,
    network = k.network
FROM kept.sessions k WHERE k.id = s.id AND k.refresh_digest <> s.refresh_digest
"""
_REMOVE_NEW_ROWS = "DELETE FROM todos WHERE id NOT IN (SELECT id FROM kept_todos)"
_FORGET_SPENT = "DELETE FROM spent_refreshes"

LIST_TODOS = Work("GET /todos", _reading("/todos"))
READ_ACCOUNT = Work("GET /users/me", _reading("/users/me"))
LIST_CLEANINGS = Work("GET /cleanings", _reading("/cleanings"))
LIST_TODOS_IN_FILE = Work("GET /todos, SQLite", _reading("/todos"))
CREATE_TODO_IN_FILE = Work("POST /todos, SQLite", _adding, (_REMOVE_NEW_ROWS,), 201)
CREATE_TODO = Work("POST /todos", _adding, (_REMOVE_NEW_TODOS, "VACUUM ANALYZE todos"), 201)
UPDATE_TODO = Work("PATCH /todos/{id}", _editing, (_PUT_TODOS_BACK, "VACUUM ANALYZE todos"))
REFRESH = Work(
    "refresh",
    _refreshing,
    (_FORGET_SPENT, _PUT_SESSIONS_BACK, "VACUUM ANALYZE spent_refreshes", "VACUUM ANALYZE sessions"),
)
