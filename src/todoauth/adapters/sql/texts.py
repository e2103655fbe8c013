"""The words of a database, read as they were written down beforehand: `make docs` writes them from `statements`.

A process that serves needs nothing then that statements are built with.
"""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final, NotRequired, TypeAlias, TypedDict

from todoauth.adapters.sql.compiled import Wording
from todoauth.adapters.sql.executor import Statement

ALWAYS: Final = "always"
PLACE: Final = re.compile(r"\{(\w+)\}")
"""Where a text has the name of a value."""

Takes: TypeAlias = Mapping[str, str]
Placed: TypeAlias = Callable[[str, Takes], tuple[str, Sequence[str]]]
"""Puts a driver's placeholders into a text where it names values, and tells the names in their order."""


class Written(TypedDict):
    """A statement, or a family of them, as it is written down.

    Args:
        text: its lines, with the names of values in braces; of a family, with `{where}` and `{limit}`.
        where: the conditions of a family, each with what is to be wanted for it to hold, or `always`.
        takes: values in the order in which they are numbered, `owner_id:id`, each with its type if codecs know it.
        gives: types of columns; `-` is one that no codec knows, and a question mark says that it may be `NULL`.
        table: the one that is written to.
        constants: values that are always the same.
    """

    text: Sequence[str]
    where: NotRequired[Mapping[str, str]]
    takes: NotRequired[str]
    gives: NotRequired[str]
    table: NotRequired[str]
    constants: NotRequired[Mapping[str, object]]


@cache
def written(package: str) -> dict[str, Written]:
    """Return what is written down in the `texts.json` of a package, by the names of statements."""
    found: dict[str, Written] = json.loads(resources.files(package).joinpath("texts.json").read_text(encoding="utf-8"))
    return found


def finder(package: str, placed: Placed) -> Callable[[Statement], Wording]:
    """Return what finds the words of a statement among those that are written down in a package."""
    texts = written(package)
    return lambda statement: wording(statement, texts[statement.name], placed)


def wording(statement: Statement, found: Written, placed: Placed) -> Wording:
    """Return a statement in the words that are written down.

    Raises:
        KeyError: it is narrowed by what they do not know.
    """
    takes = dict(_typed(value) for value in found.get("takes", "").split())
    constants = found.get("constants", {})
    text, names = placed(_narrowed(statement, found, takes), takes)
    return Wording(
        text=text,
        table=found.get("table"),
        names=tuple(names),
        constants=constants,
        takes=tuple(takes[name] for name in names),
        gives=tuple(kind.replace("-", "") for kind in found.get("gives", "").split()),
    )


def _narrowed(statement: Statement, found: Written, takes: Takes) -> str:
    where = found.get("where", {})
    if unknown := statement.wanted - {*where.values()} - takes.keys():
        raise KeyError(*unknown)
    holding = statement.wanted | {ALWAYS}
    conditions = " AND ".join(condition for condition, wanted in where.items() if wanted in holding)
    text = "\n".join(found["text"]).replace("{limit}", str(statement.limit))
    return text.replace("{where}", f" \nWHERE {conditions}" if conditions else "")


def _typed(value: str) -> tuple[str, str]:
    name, _, kind = value.partition(":")
    return name, kind
