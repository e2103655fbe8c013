"""Statements as a driver wants them: text, arguments in order, and how each value is written and read."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Self, TypeAlias

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


Codecs: TypeAlias = Mapping[str, Codec]
"""What a driver cannot write and read by itself: `id`, `time`, `amount` or `truth`."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement in the words of one database, and of which types its values are, as far as codecs know them.

    Args:
        table: the one that is written to, if one is.
        names: of the values that the text has places for, in their order.
        constants: values that are always the same.
        takes: the types of those in `names`; an empty one is left alone.
        gives: the types of the columns; one that may be `NULL` ends in a question mark.
    """

    text: str
    table: str | None
    names: tuple[str, ...]
    constants: Mapping[str, object]
    takes: tuple[str, ...]
    gives: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Compiled:
    """A statement, ready for a driver."""

    text: str
    table: str | None
    names: tuple[str, ...]
    constants: Mapping[str, object]
    encoders: Converts
    decoders: Converts
    removes: bool

    @classmethod
    def of(cls, wording: Wording, codecs: Codecs) -> Self:
        """Return a statement that is worded so."""
        return cls(
            text=wording.text,
            table=wording.table,
            names=wording.names,
            constants=wording.constants,
            encoders=_at(codecs.get(kind, _AS_IT_IS).encode for kind in wording.takes),
            decoders=_at(_decoder(kind, codecs) for kind in wording.gives),
            removes=wording.text.startswith("DELETE"),
        )

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
class Words:
    """The words of one database. They are kept for good once they were found: no statement is made up on the way."""

    find: Callable[[Statement], Wording]
    codecs: Codecs
    _found: dict[Statement, Compiled] = field(default_factory=dict[Statement, Compiled])

    def __call__(self, statement: Statement) -> Compiled:
        """Return `statement` in the words of this database."""
        found = self._found.get(statement)
        if found is None:
            found = self._found[statement] = Compiled.of(self.find(statement), self.codecs)
        return found


def _decoder(kind: str, codecs: Codecs) -> Convert | None:
    decode = codecs.get(kind.removesuffix("?"), _AS_IT_IS).decode
    return decode if decode is None or not kind.endswith("?") else _unless_null(decode)


def _at(converts: Iterable[Convert | None]) -> Converts:
    return tuple((place, convert) for place, convert in enumerate(converts) if convert is not None)


def _unless_null(decode: Convert) -> Convert:
    return lambda stored: None if stored is None else decode(stored)


def _converted(values: list[Any], converts: Converts) -> Sequence[object]:
    for place, convert in converts:
        if values[place] is not None:
            values[place] = convert(values[place])
    return values
