"""Statements that look for text among what is everybody's."""

from collections.abc import Callable
from functools import cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Uuid, literal_column, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.base import ReadOnlyColumnCollection
from sqlalchemy.sql.functions import FunctionElement

from todoauth.adapters.sql.statements.parts import Families, Family, Found, ordered, pages
from todoauth.domain.model.page import Order

Columns: TypeAlias = ReadOnlyColumnCollection[str, Any]  # Any: of whatever types they are
Says: TypeAlias = Callable[[Columns], ColumnElement[bool]]

_NEAR: Final = 2_000  # rows, read in a few milliseconds


def near(found: Found, table: Table, says: Says, **filters: ColumnElement[bool]) -> Families:
    """Return the statements that look for a page of `found` among the few rows of `table` that come next."""
    next_ones = pages(select(table), table.c.id, **filters)

    def family(order: Order) -> Family:
        @cache
        def page(limit: int, wanted: frozenset[str]) -> Found:
            rows = next_ones.by[order](_NEAR, wanted - {"pattern"}).subquery()
            shown = select(*(rows.c[str(column.key)] for column in found.selected_columns))
            return shown.where(says(rows.c)).order_by(ordered(rows.c.id, order)).limit(literal_column(str(limit)))

        return Family(next_ones.by[order].filters, page)

    return Families({order: family(order) for order in Order})


def far(found: Found, table: Table, says: Says, **filters: ColumnElement[bool]) -> Families:
    """Return the statements that look for a page of `found`, rows of `table`, by an index on what they say."""
    return pages(found, table.c.id, _Sorted(table.c.id), **filters, pattern=says(table.c))


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
