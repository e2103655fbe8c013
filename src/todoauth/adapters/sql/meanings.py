"""What each name means that is asked of a database: the statement, as SQLAlchemy builds it."""

from collections.abc import Iterator
from functools import cache
from types import ModuleType
from typing import Final, TypeAlias

from sqlalchemy import Select, UpdateBase

from todoauth.adapters.sql.executor import Statement
from todoauth.adapters.sql.statements import (
    cleanings,
    failures,
    guesses,
    networks,
    outbox,
    server,
    sessions,
    spent_codes,
    todos,
    users,
)
from todoauth.adapters.sql.statements.guarded import guarded, guarded_family
from todoauth.adapters.sql.statements.parts import Families, Family, Meant, Steps

RESOURCES: Final = (cleanings, failures, guesses, networks, outbox, server, sessions, spent_codes, todos, users)
GUARDED: Final = (cleanings, todos)
"""What is asked for in the name of a session, too."""
Meaning: TypeAlias = Meant | Family


@cache
def meanings() -> dict[str, Meaning]:
    """Return every meaning by its name."""
    return {name: meaning for module in RESOURCES for name, meaning in _in(module)}


def meant(statement: Statement) -> Meant:
    """Return what a statement means."""
    meaning = meanings()[statement.name]
    return meaning(statement.limit, statement.wanted) if isinstance(meaning, Family) else meaning


def _in(module: ModuleType) -> Iterator[tuple[str, Meaning]]:
    resource = module.__name__.rpartition(".")[2]
    public = {name: value for name, value in vars(module).items() if name.isupper() and not name.startswith("_")}
    for name, value in public.items():
        for part, meaning in _parts(value):
            yield f"{resource}.{name}{part}", meaning
            if module in GUARDED:
                yield f"guarded {resource}.{name}{part}", _guarded(meaning)


def _guarded(meaning: Meaning) -> Meaning:
    return guarded_family(meaning) if isinstance(meaning, Family) else guarded(meaning)


def _parts(value: object) -> Iterator[tuple[str, Meaning]]:
    match value:
        case Select() | UpdateBase():
            yield "", value
        case Steps(call, steps, lock):
            yield "", call
            yield from ((f" {number}", step) for number, step in enumerate(steps, 1))
            yield from () if lock is None else ((" lock", lock),)
        case Families(by):
            yield from ((f" {order}", family) for order, family in by.items())
        case _:
            pass
