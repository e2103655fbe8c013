"""Whether all programs say the same: who does something else is not compared."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from http.client import HTTPConnection
from typing import Any

from bench import rows
from bench.servers import run_all
from bench.stage import Actor, Unfair
from bench.works import Work, wire

_THEIR_OWN = {"id", "created_at", "updated_at", "access_token", "refresh_token"}
_ASKED = 3
_OK = 300


def check(actors: Sequence[Actor], work: Work) -> None:
    """Ask each the same, and see that all say the same as the first.

    Raises:
        Unfair: one does not.
    """
    said = {actor.program.name: _said(actor, work) for actor in actors}
    first = actors[0].program.name
    for name, answers in said.items():
        if answers != said[first]:
            raise Unfair(f"{work.name}: {name} says {answers[0]}, and {first} says {said[first][0]}")


def _said(actor: Actor, work: Work) -> Sequence[object]:
    work.ready()
    with actor.awake():
        try:
            requests = work.requests(actor.program.token)[:_ASKED]
            answers = [asked(actor.port, request) for request in requests]
            if any(status != work.status for status, _ in answers):
                raise Unfair(f"{work.name}: {actor.program.name} answers {answers}")
            return [_comparable(body, may_differ=work.changes) for _, body in answers]
        finally:
            run_all(actor.database, work.undo)


def asked(port: int, request: bytes) -> tuple[int, Any]:  # Any: JSON
    """Send a request as it goes over the wire; return the status and what the body says."""
    connection = HTTPConnection("127.0.0.1", port, timeout=10)
    try:
        connection.connect()
        connection.sock.sendall(request)
        response = connection.response_class(connection.sock, method=request.partition(b" ")[0].decode())
        response.begin()
        body = response.read()
        return response.status, json.loads(body) if body and response.status < _OK else None
    finally:
        connection.close()


def _comparable(said: Any, *, may_differ: bool) -> object:
    """Return what is said without its spelling of time, and without what nobody else can say."""
    match said:
        case dict():
            return {
                name: "…" if may_differ and name in _THEIR_OWN else _comparable(value, may_differ=may_differ)
                for name, value in said.items()
            }
        case list():
            return [_comparable(value, may_differ=may_differ) for value in said]
        case str() if said[10:11] == "T" and said.endswith("Z"):
            return datetime.fromisoformat(said)
        case _:
            return said


def check_manners(actor: Actor) -> None:
    """See that a program asks who is there, and that what is not there any more is worth nothing.

    Raises:
        Unfair: it does not.
    """
    person = rows.readers()[-1]
    token = actor.program.token(person)
    todo, foreign = rows.identity(5, person.number * rows.PAGE), rows.identity(5, 0)
    change = {"content": "Something else"}
    wrong: Mapping[bytes, int] = {
        wire("GET", "/todos", ""): 401,
        wire("GET", "/todos", token[:-4] + "AAAA"): 401,
        wire("PATCH", f"/todos/{foreign}", token, change, If_Match='"1"'): 404,
        wire("PATCH", f"/todos/{todo}", token, change, If_Match='"7"'): 412,
        wire("POST", "/todos", token, {"content": ""}): 422,
    }
    with actor.awake():
        for request, status in wrong.items():
            _expect(actor, request, status)
        for statement in _ending(actor, person):
            run_all(actor.database, [statement])
            _expect(actor, wire("GET", "/todos", token), 401)
        run_all(actor.database, _bringing_back(person))


def _ending(actor: Actor, person: rows.Person) -> Sequence[str]:
    closed = f"UPDATE users SET is_active = false WHERE id = '{person.id}'"
    return [f"DELETE FROM sessions WHERE id = '{person.session}'", closed][not actor.program.keeps_sessions :]


def _bringing_back(person: rows.Person) -> Sequence[str]:
    return [
        f"UPDATE users SET is_active = true WHERE id = '{person.id}'",
        f"INSERT INTO sessions SELECT * FROM kept.sessions WHERE id = '{person.session}' ON CONFLICT DO NOTHING",
    ]


def _expect(actor: Actor, request: bytes, status: int) -> None:
    found, _ = asked(actor.port, request)
    if found != status:
        raise Unfair(f"{actor.program.name} answers {found}, not {status}, to {request.partition(b' HTTP')[0]!r}")
