"""Statements that look for text among what is everybody's."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final, NamedTuple, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Uuid, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.functions import FunctionElement

from todoauth.adapters.sql.statements.parts import Found, Pages, limit_of, ordered, pages
from todoauth.domain.model.page import Order, Slice

Columns: TypeAlias = ReadOnlyColumnCollection[str, Any]  # Any: of whatever types they are
Says: TypeAlias = Callable[[Columns], ColumnElement[bool]]

_NEAR: Final = 2_000  # rows, read in a few milliseconds


class Search(NamedTuple):
    """Two statements for the same page, each fast where the other is slow.

    `near` looks at a few of the rows that come next, and fills a page with what many rows say. `far` asks an index on
    the text, if the database has one, and finds at once what few rows say. PostgreSQL could choose between the two by
    itself, but does so without knowing what is looked for after a statement was used a few times.
    """

    near: Pages
    far: Pages


def searches(found: Found, table: Table, says: Says, **filters: ColumnElement[bool]) -> Search:
    """Return the statements that look for a page of `found`, rows of `table`, narrowed to those that it `says`."""
    next_ones = pages(select(table), table.c.id, **filters)

    @cache
    def near(order: Order, limit: int, wanted: frozenset[str]) -> Found:
        rows = next_ones(Slice(order), wanted - {"pattern"}).limit(literal_column(str(_NEAR))).subquery()
        shown = select(*(rows.c[str(column.key)] for column in found.selected_columns))
        return shown.where(says(rows.c)).order_by(ordered(rows.c.id, order)).limit(literal_column(str(limit)))

    def near_page(part: Slice, wanted: Iterable[str]) -> Found:
        return near(part.order, limit_of(part.size), frozenset(wanted))

    return Search(near_page, pages(found, table.c.id, _Sorted(table.c.id), **filters, pattern=says(table.c)))


class _Sorted(FunctionElement[UUID]):
    """A key that PostgreSQL takes for one without an index: it would read them all in order, to be spared a sort."""

    type = Uuid()
    inherit_cache = True


@compiles(_Sorted)
def _as_it_is(element: _Sorted, compiler: Any, **options: Any) -> str:  # Any: SQLAlchemy's own
    return str(compiler.process(element.clauses, **options))


@compiles(_Sorted, "postgresql")
def _hidden(element: _Sorted, compiler: Any, **options: Any) -> str:  # Any: likewise
    key = compiler.process(element.clauses, **options)
    return f"coalesce({key}, {key})"
