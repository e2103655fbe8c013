"""Every statement that looks for rows, by name."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from sqlalchemy import Delete, Dialect, Select, Update

from tests.texts import MEANINGS
from todoauth.adapters.sql.asked.pages import LIMITS
from todoauth.adapters.sql.compiled import Codecs, Compiled
from todoauth.adapters.sql.compiler import worded
from todoauth.adapters.sql.statements.parts import Family, Meant

_FILTERS: Mapping[str, tuple[str, ...]] = {
    "todos": ("after", "is_done"),
    "cleanings": ("after", "owner_id", "cleaning_type"),
    "users": ("after", "is_active", "is_superuser", "proved"),
    "outbox": ("after", "is_dead"),
}


def compiled(meaning: Meant, dialect: Dialect, codecs: Codecs) -> Compiled:
    """A statement as a driver runs it."""
    return Compiled.of(worded(meaning, dialect), codecs)


def _is_call(name: str) -> bool:
    return f"{name} 1" in MEANINGS


def _wanted(filters: Iterable[str]) -> Iterator[tuple[str, ...]]:
    names = tuple(filters)
    return chain.from_iterable(combinations(names, size) for size in range(len(names) + 1))


def _lists(kind: str) -> Mapping[str, Meant]:
    return {
        f"{name} {' '.join(wanted)}": family(LIMITS[0], wanted)
        for name, family in MEANINGS.items()
        if isinstance(family, Family) and f".{kind} " in name
        for wanted in _wanted(_FILTERS[name.removeprefix("guarded ").partition(".")[0]])
    }


SINGLE: Mapping[str, Meant] = {
    name: meaning
    for name, meaning in MEANINGS.items()
    if isinstance(meaning, Select | Update | Delete) and not _is_call(name) and not name.startswith("server.")
}
"""Those that are always the same."""

PAGES = _lists("PAGE")
"""Lists, for every choice of filters."""

SEARCHES = _lists("NEAR")
"""What a search looks at first, for every choice of filters."""

SORTED = {"networks.OF_USER", "sessions.OF_USER"}
"""What may sort: the few networks, or sessions, of one user."""
