"""Statements as a driver wants them: text, arguments in order, and how each value is written and read."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Dialect, Select
from sqlalchemy.types import TypeEngine

from todoauth.adapters.sql.executor import Row, Statement

Convert: TypeAlias = Callable[[Any], object]  # Any: each takes the one type it is registered for


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
    encoders: tuple[Convert | None, ...]
    decoders: tuple[Convert | None, ...]

    def arguments(self, values: Mapping[str, object]) -> tuple[object, ...]:
        """Return `values` in the order in which the text wants them."""
        given = {**self.constants, **values}
        return _converted(self.encoders, (given[name] for name in self.names))

    def row(self, stored: Row) -> tuple[object, ...]:
        """Return a row of this statement as the values that its columns stand for."""
        return _converted(self.decoders, stored)


@dataclass(frozen=True, slots=True)
class Compiler:
    """Compiles each statement once. It keeps them for good, so statements are never made up on the way."""

    dialect: Dialect
    codecs: Codecs
    _done: dict[Statement, Compiled] = field(default_factory=dict[Statement, Compiled])

    def __call__(self, statement: Statement) -> Compiled:
        """Return `statement` in the words of this database."""
        if statement not in self._done:
            self._done[statement] = self._compile(statement)
        return self._done[statement]

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
            encoders=tuple(self._codec(binds[name]).encode for name in names),
            decoders=tuple(self._codec(column).decode for column in columns),
        )

    def _codec(self, typed: ColumnElement[Any]) -> Codec:
        return self.codecs.get(type(typed.type), _AS_IT_IS)


def _converted(converts: tuple[Convert | None, ...], values: Iterable[object]) -> tuple[object, ...]:
    return tuple(
        value if convert is None or value is None else convert(value)
        for convert, value in zip(converts, values, strict=True)
    )
