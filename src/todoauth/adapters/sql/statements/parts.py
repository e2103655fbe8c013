"""What statements are made of."""

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, Final, TypeAlias
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Insert,
    Integer,
    Select,
    Table,
    Update,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from todoauth.adapters.sql.executor import Procedure, Statement
from todoauth.domain.model.page import Order, PageSize, Slice

Found: TypeAlias = Select[*tuple[Any, ...]]
Pages: TypeAlias = Callable[[Slice, Iterable[str]], Found]

_LIMITS: Final = (PageSize.USUAL + 1, PageSize.MOST + 1)


def added(table: Table, *omit: str) -> Insert:
    """Return the statement that adds a row, each column bound by its name, except those to `omit`."""
    names = (column.key for column in table.columns if column.key not in omit)
    return insert(table).values({name: bindparam(name) for name in names})


def bound(table: Table) -> list[ColumnElement[Any]]:
    """Return a value for each column of a table, bound by its name."""
    return [bindparam(column.key, type_=column.type).label(column.key) for column in table.columns]


def procedure(name: str, arguments: Iterable[Column[Any]], *steps: Statement) -> Procedure:
    """Return the `steps` as one, with bound values of the names and types of `arguments`."""
    given = (bindparam(column.key, type_=column.type) for column in arguments)
    call: Found = select(literal_column("1", Integer)).where(getattr(func, name)(*given, type_=Boolean()))
    return Procedure(call, steps)


def added_up_to(name: str, table: Table, owner: Column[UUID]) -> Procedure:
    """Return what adds a row, unless its owner has `at_most` in that table already.

    The owner is locked first: what is counted next is all that was committed before.
    """
    [reference] = owner.foreign_keys
    lock = for_update(select(reference.column).where(reference.column == bindparam(owner.key, type_=owner.type)))
    return procedure(name, [*table.columns, Column("at_most", Integer)], lock, _added_up_to(table, owner))


def _added_up_to(table: Table, owner: Column[UUID]) -> Insert:
    at_most = bindparam("at_most", type_=Integer)
    # As far as it matters: whoever has many times as many costs no more to refuse.
    theirs = select(owner).where(owner == bindparam(owner.key, type_=owner.type)).limit(at_most).subquery()
    count = select(func.count()).select_from(theirs).scalar_subquery()
    return insert(table).from_select(
        [column.key for column in table.columns], select(*bound(table)).where(count < at_most)
    )


def changed(table: Table, *names: str) -> Update:
    """Return the statement that sets the columns `names`, each bound by its name."""
    return update(table).values({name: bindparam(name) for name in names})


def for_update(found: Found) -> Found:
    """Return `found`, keeping others from changing the rows, but not from referring to them.

    SQLite has one writer at a time, and ignores this.
    """
    return found.with_for_update(key_share=True)


def contains(column: ColumnElement[str], pattern: str) -> ColumnElement[bool]:
    """Return whether `column` matches the bound `pattern`, in which a backslash takes the meaning off what follows."""
    return column.like(bindparam(pattern), escape="\\")


def pages(
    found: Found, id: Column[UUID], by: ColumnElement[UUID] | None = None, /, **filters: ColumnElement[bool]
) -> Pages:
    """Return what gives the statement for a page of `found`, narrowed by the filters whose names are wanted.

    It is in the order of `by`, which is that of `id`, whether or not a database sees that.

    The limit is written into the text: with a bound one, PostgreSQL cannot know that few rows are wanted and plans
    every call anew. So there is one statement for each of very few limits.
    """
    key = id if by is None else by
    ahead: dict[Order, ColumnElement[bool]] = {Order.ASC: id > bindparam("after"), Order.DESC: id < bindparam("after")}

    @cache
    def page(order: Order, limit: int, wanted: frozenset[str]) -> Found:
        conditions = {"after": ahead[order], **filters}
        chosen = found.where(*(conditions[name] for name in sorted(wanted)))
        return chosen.order_by(ordered(key, order)).limit(literal_column(str(limit)))

    return lambda part, wanted: page(part.order, limit_of(part.size), frozenset(wanted))


def ordered(key: ColumnElement[UUID], order: Order) -> ColumnElement[UUID]:
    """Return what to order by."""
    return key.asc() if order is Order.ASC else key.desc()


def limit_of(size: PageSize) -> int:
    """Return the limit that finds at least one more row than the page holds."""
    return next(limit for limit in _LIMITS if limit > size.items)
