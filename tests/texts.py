"""The words of each database that has them written down, from what statements mean."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Dialect, make_url

from todoauth.adapters.sql.compiled import Wording
from todoauth.adapters.sql.compiler import worded
from todoauth.adapters.sql.meanings import Meaning, meanings
from todoauth.adapters.sql.statements.parts import Family, Meant
from todoauth.adapters.sql.texts import ALWAYS, Written

MEANINGS = dict(meanings())
"""What is asked for, apart from what tests ask for."""

_STEP = re.compile(r" (\d+|lock)$")
# The first table that is named, what is asked of its rows, and how they are ordered: that of a page among a few rows
# is in a table of its own.
_PARTS = re.compile(r"(.*?FROM \w+)(?: \nWHERE (.*?))?( ORDER BY .*)", re.DOTALL)
_LIMIT = 4711  # occurs nowhere else


@dataclass(frozen=True)
class Language:
    """A database that has its words written down.

    Args:
        calls: whether it has procedures as one call each.
        place: what stands in a text where a value belongs.
    """

    dialect: Dialect
    calls: bool
    place: re.Pattern[str]

    def knows(self, name: str) -> bool:
        """Return whether that is ever asked for: of procedures, either the call or what is done step by step."""
        if name.endswith("todos.UPDATE"):
            return False  # only where no statement returns what it changes
        if self.calls:
            return not _STEP.search(name)
        return not name.endswith(" lock") and f"{name} 1" not in MEANINGS

    def text(self, wording: Wording) -> str:
        """Return the text with the names of values in braces."""
        turn = iter(wording.names)
        return self.place.sub(
            lambda place: f"{{{wording.names[int(place[1]) - 1] if self.calls else next(turn)}}}", wording.text
        )


POSTGRESQL = Language(make_url("postgresql+asyncpg://").get_dialect()(), calls=True, place=re.compile(r"\$(\d+)"))
SQLITE = Language(make_url("sqlite://").get_dialect()(), calls=False, place=re.compile(r"\?"))


def texts(language: Language) -> str:
    """Everything that is ever asked of a database, in its words."""
    written = {name: _written(meaning, language) for name, meaning in MEANINGS.items() if language.knows(name)}
    return json.dumps(written, indent=1, ensure_ascii=False) + "\n"


def written(meaning: Meant, language: Language) -> Written:
    """One statement."""
    wording = worded(meaning, language.dialect)
    return {"text": language.text(wording).split("\n"), **_told(wording)}


def _written(meaning: Meaning, language: Language) -> Written:
    return _family(meaning, language) if isinstance(meaning, Family) else written(meaning, language)


def _family(family: Family, language: Language) -> Written:
    whole = worded(family(_LIMIT, family.filters), language.dialect)
    begin, _, end = _parts(family, frozenset(), language)
    text = f"{begin}{{where}}{end}".replace(str(_LIMIT), "{limit}")
    return {"text": text.split("\n"), "where": dict(_conditions(family, language)), **_told(whole)}


def _conditions(family: Family, language: Language) -> Iterator[tuple[str, str]]:
    """Each condition, and what is to be wanted for it to hold."""

    def conditions(*wanted: str) -> Sequence[str]:
        _, where, _ = _parts(family, frozenset(wanted), language)
        return _conjuncts(where)

    reasons = {condition: name for name in family.filters for condition in set(conditions(name)) - set(conditions())}
    for condition in conditions(*family.filters):
        yield condition, reasons.get(condition, ALWAYS)


def _conjuncts(where: str) -> Sequence[str]:
    found = [""]
    for part in where.split(" AND "):
        if found[-1].count("(") > found[-1].count(")"):  # what was split stands in brackets
            found[-1] += f" AND {part}"
        else:
            found.append(part)
    return [condition for condition in found if condition]


def _parts(family: Family, wanted: frozenset[str], language: Language) -> tuple[str, str, str]:
    found = _PARTS.fullmatch(language.text(worded(family(_LIMIT, wanted), language.dialect)))
    assert found, "a page is of one table, and in order"
    begin, where, end = found.groups()
    return begin, where or "", end


def _told(wording: Wording) -> Written:
    takes = dict(zip(wording.names, wording.takes, strict=True))
    told: Mapping[str, object] = {
        "table": wording.table,
        "takes": " ".join(f"{name}:{kind}" if kind else name for name, kind in takes.items()),
        "gives": " ".join(kind or "-" for kind in wording.gives),
        "constants": wording.constants,
    }
    return {name: value for name, value in told.items() if value}  # type: ignore[return-value]  # as `Written` has them
