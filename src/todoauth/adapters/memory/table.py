"""Rows that are committed, and the ways to find them."""

from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

K = TypeVar("K")
R = TypeVar("R")

Rank: TypeAlias = Any
"""What rows are ordered by. `Any`: each index has ranks of a type of its own, and compares them with no others."""

Entry: TypeAlias = tuple[Rank, K]
"""A rank and the key of the row that holds it."""


@dataclass(frozen=True, eq=False)
class Index(Generic[R]):
    """A way to find rows: by group, in order of rank.

    Args:
        group: where a row belongs; with `None` it is not found this way.
        rank: its place in the group, which no other row there has.
        taken: makes the error that says that a group holds its one row already; `None` where groups hold many.
    """

    group: Callable[[R], Hashable]
    rank: Callable[[R], Rank] = lambda _: 0
    taken: Callable[[], Exception] | None = None


class Table(Generic[K, R]):
    """Committed rows by key, and listed under each index."""

    def __init__(self, key: Callable[[R], K], *indexes: Index[R]) -> None:
        self.key = key
        self.indexes = indexes
        self.rows: dict[K, R] = {}
        self._lists: dict[Index[R], dict[Hashable, list[Entry[K]]]] = {index: {} for index in indexes}

    def listed(self, index: Index[R], group: Hashable) -> Sequence[Entry[K]]:
        """Return what `index` lists under `group`, in order."""
        return self._lists[index].get(group, ())

    def set(self, key: K, row: R | None) -> None:
        """Put `row` in the place of what has that key; `None` leaves nothing there."""
        before = self.rows.pop(key, None)
        if row is not None:
            self.rows[key] = row
        for index in self.indexes:
            if before is not None:
                self._strike(index, key, before)
            if row is not None:
                self._list(index, key, row)

    def _list(self, index: Index[R], key: K, row: R) -> None:
        group = index.group(row)
        if group is not None:
            insort(self._lists[index].setdefault(group, []), (index.rank(row), key))

    def _strike(self, index: Index[R], key: K, row: R) -> None:
        group = index.group(row)
        if group is None:
            return
        entries = self._lists[index][group]
        del entries[bisect_left(entries, (index.rank(row), key))]
        if not entries:
            del self._lists[index][group]


def ahead(entries: Sequence[Entry[K]], after: Rank | None, *, descending: bool) -> Iterator[Entry[K]]:
    """Yield the sorted `entries` that come after the rank `after`, which need not be among them; all without it."""
    if descending:
        end = len(entries) if after is None else bisect_left(entries, after, key=_rank)
        return (entries[place] for place in range(end - 1, -1, -1))
    start = 0 if after is None else bisect_right(entries, after, key=_rank)
    return (entries[place] for place in range(start, len(entries)))


def _rank(entry: Entry[K]) -> Rank:
    return entry[0]
