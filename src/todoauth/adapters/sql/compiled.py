"""Statements as a driver wants them: text, arguments in order, and how each value is written and read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from sqlalchemy import Column, ColumnElement, Dialect, Select
from sqlalchemy.types import TypeEngine

from todoauth.adapters.sql.executor import Row, Statement

Convert: TypeAlias = Callable[[Any], object]  # Any: each takes the one type it is registered for
Converts: TypeAlias = tuple[tuple[int, Convert], ...]
"""What is to be converted, by its place. Most values are not."""


@dataclass(frozen=True, slots=True)
class Codec:
    """How one type is written to a database and read from it. `NULL` is `None` everywhere and never gets here."""

    encode: Convert | None
    decode: Convert | None


_AS_IT_IS: Final = Codec(None, None)


Codecs: TypeAlias = Mapping[type[TypeEngine[Any]], Codec]
"""What a driver cannot write and read by itself."""


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement in the words of one database."""

    text: str
    table: str | None
    names: tuple[str, ...]
    constants: Mapping[str, object]
    encoders: Converts
    decoders: Converts

    def arguments(self, values: Mapping[str, object]) -> Sequence[object]:
        """Return `values` in the order in which the text wants them."""
        given = {**self.constants, **values} if self.constants else values
        return _converted([given[name] for name in self.names], self.encoders)

    def rows(self, stored: Sequence[Row]) -> Sequence[Row]:
        """Return rows of this statement as the values that their columns stand for."""
        if not self.decoders or not stored:
            return stored
        # Column by column, which takes no step of ours for each value.
        columns: list[Iterable[Any]] = list(zip(*stored, strict=True))
        for place, decode in self.decoders:
            columns[place] = map(decode, columns[place])
        return list(zip(*columns, strict=True))


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles each statement once. It keeps them for good, so statements are never made up on the way."""

    dialect: Dialect
    codecs: Codecs
    _done: dict[Statement, Compiled] = field(default_factory=dict[Statement, Compiled])

    def __call__(self, statement: Statement) -> Compiled:
        """Return `statement` in the words of this database."""
        done = self._done.get(statement)
        if done is None:
            done = self._done[statement] = self._compile(statement)
        return done

    def _compile(self, statement: Statement) -> Compiled:
        compiled = statement.compile(dialect=self.dialect)
        names = tuple(compiled.positiontup or ())
        binds = compiled.binds
        columns = statement.selected_columns if isinstance(statement, Select) else ()
        return Compiled(
            text=str(compiled),
            table=None if isinstance(statement, Select) else statement.table.description,
            names=names,
            constants={name: binds[name].effective_value for name in names if not binds[name].required},
            encoders=_at(self._codec(binds[name]).encode for name in names),
            decoders=_at(self._decoder(column) for column in columns),
        )

    def _decoder(self, column: ColumnElement[Any]) -> Convert | None:
        decode = self._codec(column).decode
        is_always_there = isinstance(column, Column) and not column.nullable
        return decode if decode is None or is_always_there else _unless_null(decode)

    def _codec(self, typed: ColumnElement[Any]) -> Codec:
        return self.codecs.get(type(typed.type), _AS_IT_IS)


def _at(converts: Iterable[Convert | None]) -> Converts:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert is not None)


def _unless_null(decode: Convert) -> Convert:
    return lambda stored: None if stored is None else decode(stored)


def _converted(values: list[Any], converts: Converts) -> Sequence[object]:
    for place, convert in converts:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values
