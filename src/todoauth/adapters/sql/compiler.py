"""Statements put into the words of a database by SQLAlchemy, which knows those of all."""

from typing import Any, Final

from sqlalchemy import Boolean, Column, ColumnElement, DateTime, Dialect, Numeric, Select, Uuid
from sqlalchemy.types import TypeEngine

from todoauth.adapters.sql.compiled import Wording
from todoauth.adapters.sql.statements.parts import Meant

_KINDS: Final[dict[type[TypeEngine[Any]], str]] = {Uuid: "id", DateTime: "time", Numeric: "amount", Boolean: "truth"}


def worded(meaning: Meant, dialect: Dialect) -> Wording:
    """Return a statement in the words of a database."""
    compiled = meaning.compile(dialect=dialect)
    names = tuple(compiled.positiontup or ())
    binds = compiled.binds
    columns = meaning.selected_columns if isinstance(meaning, Select) else meaning.exported_columns
    return Wording(
        text=str(compiled),
        table=None if isinstance(meaning, Select) else meaning.table.description,
        names=names,
        constants={name: binds[name].effective_value for name in names if not binds[name].required},
        takes=tuple(_kind(binds[name]) for name in names),
        gives=tuple(map(_kind_of_column, columns)),
    )


def _kind_of_column(column: ColumnElement[Any]) -> str:
    kind = _kind(column)
    is_always_there = isinstance(column, Column) and not column.nullable
    return kind if is_always_there or not kind else f"{kind}?"


def _kind(typed: ColumnElement[Any]) -> str:
    return _KINDS.get(type(typed.type), "")
