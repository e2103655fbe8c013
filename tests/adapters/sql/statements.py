"""Every statement that looks for rows, by name."""

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from itertools import chain, combinations
from pkgutil import iter_modules
from types import ModuleType

from sqlalchemy import Delete, Select, Update

from todoauth.adapters.sql import statements
from todoauth.adapters.sql.executor import Procedure, Statement
from todoauth.adapters.sql.statements import cleanings, outbox, todos, users
from todoauth.adapters.sql.statements.guarded import guarded
from todoauth.domain.model.page import Order, Slice

MODULES = [import_module(f"{statements.__name__}.{module.name}") for module in iter_modules(statements.__path__)]
_FILTERS: Mapping[ModuleType, tuple[str, ...]] = {
    todos: ("after", "is_done"),
    cleanings: ("after", "owner_id", "cleaning_type"),
    users: ("after", "is_active", "is_superuser", "proved"),
    outbox: ("after", "is_dead"),
}


def _name_of(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _single(module: ModuleType) -> Iterator[tuple[str, Statement]]:
    for name, value in vars(module).items():
        for place, step in enumerate(value.steps if isinstance(value, Procedure) else [value]):
            if name.isupper() and not name.startswith("_") and isinstance(step, Select | Update | Delete):
                yield f"{_name_of(module)} {name}{f' {place}' if place else ''}", step


def _wanted(filters: Iterable[str]) -> Iterator[tuple[str, ...]]:
    names = tuple(filters)
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def _lists() -> Iterator[tuple[str, ModuleType, Order, tuple[str, ...]]]:
    for module, filters in _FILTERS.items():
        for order in Order:
            for wanted in _wanted(filters):
                yield f"{_name_of(module)} {order} {' '.join(wanted)}", module, order, wanted


SINGLE: Mapping[str, Statement] = dict(chain.from_iterable(map(_single, MODULES)))
"""Those that are always the same."""

PAGES: Mapping[str, Statement] = {name: module.PAGE(Slice(order), wanted) for name, module, order, wanted in _lists()}
"""Lists, for every choice of filters."""

SEARCHES: Mapping[str, Statement] = {
    f"near {name}": module.SEARCH.near(Slice(order), [*wanted, "pattern"])
    for name, module, order, wanted in _lists()
    if hasattr(module, "SEARCH")
}
"""What a search looks at first, for every choice of filters."""

GUARDED: Mapping[str, Statement] = {
    f"guarded {name}": guarded(statement)
    for name, statement in {**SINGLE, **PAGES, **SEARCHES}.items()
    if not {"todos", "cleanings"}.isdisjoint(name.split())
}
"""Those that look at a session as well."""

SORTED = {"networks OF_USER", "sessions OF_USER"}
"""What may sort: the few networks, or sessions, of one user."""
