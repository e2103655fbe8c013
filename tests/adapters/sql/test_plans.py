"""Every statement finds its rows by an index, in the order in which they are wanted."""

import sqlite3
from collections.abc import Iterable
from itertools import chain, combinations
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Delete, Select, Update, make_url

from todoauth.adapters.sql.compiled import Compiler
from todoauth.adapters.sql.executor import Statement
from todoauth.adapters.sql.sqlite.codecs import CODECS
from todoauth.adapters.sql.statements import cleanings, failures, guesses, outbox, sessions, spent_codes, todos, users
from todoauth.domain.model.page import Order, Slice


def statements_of(module: ModuleType) -> Iterable[tuple[str, Statement]]:
    for name, value in vars(module).items():
        if name.isupper() and not name.startswith("_") and isinstance(value, Select | Update | Delete):
            yield f"{module.__name__.rpartition('.')[2]} {name}", value


def pages() -> Iterable[tuple[str, Statement]]:
    for order in Order:
        for module, filters in (
            (todos, ["after", "is_done"]),
            (cleanings, ["after", "owner_id", "cleaning_type"]),
            (outbox, ["after", "is_dead"]),
        ):
            for wanted in chain.from_iterable(combinations(filters, size) for size in range(len(filters) + 1)):
                yield f"{module.__name__} {order} {wanted}", module.PAGE(Slice(order), wanted)


PAGES = dict(pages())
STATEMENTS = PAGES | dict(
    chain(
        *(
            statements_of(module)
            for module in (cleanings, failures, guesses, outbox, sessions, spent_codes, todos, users)
        )
    )
)


@pytest.mark.parametrize("name", STATEMENTS)
def test_nothing_is_sorted_and_no_table_is_read_from_end_to_end(name: str, sqlite_path: Path):
    compiled = Compiler(make_url("sqlite://").get_dialect()(), CODECS)(STATEMENTS[name])
    with sqlite3.connect(sqlite_path) as raw:
        plan = raw.execute(f"EXPLAIN QUERY PLAN {compiled.text}", [None] * len(compiled.names)).fetchall()
    raw.close()
    steps = [step for *_, step in plan]
    assert steps
    assert not [step for step in steps if "TEMP B-TREE" in step]
    assert not [step for step in steps if step.startswith("SCAN") and step not in _scans(name)]


def _scans(name: str) -> set[str]:
    # All in the order of their ids: a scan that ends as soon as the page is full.
    return {"SCAN cleanings", "SCAN outbox"} if name in PAGES else set()
