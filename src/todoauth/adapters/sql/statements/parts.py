"""What statements are made of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, NamedTuple, TypeAlias
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
    UpdateBase,
    bindparam,
    func,
    insert,
    literal_column,
    select,
    update,
)

from todoauth.domain.model.page import Order

Found: TypeAlias = Select[*tuple[Any, ...]]
Meant: TypeAlias = Found | UpdateBase


class Steps(NamedTuple):
    """What a procedure means: in one call, and step by step."""

    call: Meant
    steps: tuple[Meant, ...]
    lock: Found | None = None


@dataclass(frozen=True, slots=True)
class Family:
    """Statements that differ in what they are narrowed by, and in their limit. Each is made once.

    Args:
        filters: what they can be narrowed by.
    """

    filters: frozenset[str]
    _one: Callable[[int, frozenset[str]], Found]

    def __call__(self, limit: int, wanted: Iterable[str]) -> Found:
        """Return the statement that finds so many rows, narrowed by the filters whose names are wanted."""
        return self._one(limit, frozenset(wanted))


class Families(NamedTuple):
    """The same, in every order."""

    by: Mapping[Order, Family]


def added(table: Table, *omit: str) -> Insert:
    """Return the statement that adds a row, each column bound by its name, except those to `omit`."""
    names = (column.key for column in table.columns if column.key not in omit)
    return insert(table).values({name: bindparam(name) for name in names})


def given(column: Column[Any]) -> ColumnElement[Any]:
    """Return a value of the type of a column, bound by its name."""
    return bindparam(column.key, type_=column.type)


def bound(table: Table) -> list[ColumnElement[Any]]:
    """Return a value for each column of a table, bound by its name."""
    return [given(column).label(column.key) for column in table.columns]


def call_of(name: str, arguments: Iterable[Column[Any]]) -> Found:
    """Return the call of a function, with bound values of the names and types of `arguments`."""
    return select(literal_column("1", Integer)).where(getattr(func, name)(*map(given, arguments), type_=Boolean()))


def added_up_to(name: str, table: Table, owner: Column[UUID]) -> Steps:
    """Return what adds a row, unless its owner has `at_most` in that table already.

    The owner is locked first: what is counted next is all that was committed before.
    """
    [reference] = owner.foreign_keys
    lock = for_update(select(reference.column).where(reference.column == given(owner)))
    return Steps(call_of(name, [*table.columns, Column("at_most", Integer)]), (_added_up_to(table, owner),), lock)


def _added_up_to(table: Table, owner: Column[UUID]) -> Insert:
    at_most = bindparam("at_most", type_=Integer)
    # As far as it matters: whoever has many times as many costs no more to refuse.
    theirs = select(owner).where(owner == given(owner)).limit(at_most).subquery()
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
) -> Families:
    """Return the statements for pages of `found`, in the order of `by`, which is that of `id`.

    Whether or not a database sees that.
    """
    key = id if by is None else by
    ahead: dict[Order, ColumnElement[bool]] = {Order.ASC: id > bindparam("after"), Order.DESC: id < bindparam("after")}

    def family(order: Order) -> Family:
        conditions = {"after": ahead[order], **filters}

        @cache
        def page(limit: int, wanted: frozenset[str]) -> Found:
            chosen = found.where(*(conditions[name] for name in sorted(wanted)))
            return chosen.order_by(ordered(key, order)).limit(literal_column(str(limit)))

        return Family(frozenset(conditions), page)

    return Families({order: family(order) for order in Order})


def ordered(key: ColumnElement[UUID], order: Order) -> ColumnElement[UUID]:
    """Return what to order by."""
    return key.asc() if order is Order.ASC else key.desc()
