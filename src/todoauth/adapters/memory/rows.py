"""A table as one transaction sees it."""

from collections.abc import Callable, Hashable, Iterator
from heapq import merge
from typing import Generic, TypeVar

from todoauth.adapters.memory.table import Entry, Index, Rank, Table, ahead

K = TypeVar("K")
R = TypeVar("R")


class NotUnique(Exception):
    """A row would share what only one may have. No caller can do that: it is a mistake of ours."""


class Rows(Generic[K, R]):
    """What is committed, under the changes of one transaction. Nobody sees those until they are committed."""

    __slots__ = ("_changes", "_table")

    def __init__(self, table: Table[K, R]) -> None:
        self._table = table
        self._changes: dict[K, R | None] = {}

    def get(self, key: K) -> R | None:
        """Return the row of that key, or `None`."""
        return self._changes[key] if key in self._changes else self._table.rows.get(key)

    def first(self, index: Index[R], group: Hashable) -> R | None:
        """Return the row that `index` lists first under `group`, or `None`."""
        return next(self.all(index, group), None)

    def all(
        self, index: Index[R], group: Hashable, *, after: Rank | None = None, descending: bool = False
    ) -> Iterator[R]:
        """Yield what `index` lists under `group`, beyond the rank `after`. Not to be interrupted by changes."""
        entries = ahead(self._table.listed(index, group), after, descending=descending)
        if self._changes:
            unchanged = (entry for entry in entries if entry[1] not in self._changes)
            changed = ahead(self._changed(index, group), after, descending=descending)
            entries = merge(unchanged, changed, reverse=descending)
        return (row for _, key in entries if (row := self.get(key)) is not None)

    def add(self, row: R) -> None:
        """Add `row`.

        Raises:
            NotUnique: there is one with its key.
        """
        if self.get(self._table.key(row)) is not None:
            raise NotUnique
        self.put(row)

    def put(self, row: R) -> None:
        """Put `row` in the place of what has its key. Raises what an index says when its place there is taken."""
        key = self._table.key(row)
        for index in self._table.indexes:
            self._refuse_second(index, key, row)
        self._changes[key] = row

    def edit(self, row: R | None, decide: Callable[[R], R]) -> R | None:
        """Put what is decided of `row` in its place; return it, or `None` if there is no row, or nothing differs."""
        edited = None if row is None else decide(row)
        if edited is None or edited is row:
            return None
        self.put(edited)
        return edited

    def drop(self, key: K) -> bool:
        """Remove the row of that key; return whether there was one."""
        existed = self.get(key) is not None
        if existed:
            self._changes[key] = None
        return existed

    def drop_all(self, index: Index[R], group: Hashable) -> None:
        """Remove all that `index` lists under `group`."""
        for row in list(self.all(index, group)):
            self.drop(self._table.key(row))

    def commit(self) -> None:
        """Let everybody see the changes, all at once."""
        for key, row in self._changes.items():
            self._table.set(key, row)

    def _changed(self, index: Index[R], group: Hashable) -> list[Entry[K]]:
        rows = ((key, row) for key, row in self._changes.items() if row is not None and index.group(row) == group)
        return sorted((index.rank(row), key) for key, row in rows)

    def _refuse_second(self, index: Index[R], key: K, row: R) -> None:
        group = index.group(row)
        if index.taken is None or group is None:
            return
        holder = self.first(index, group)
        if holder is not None and self._table.key(holder) != key:
            raise index.taken()
