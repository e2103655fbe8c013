"""Every statement finds its rows by an index, in the order in which they are wanted."""

import sqlite3
from collections.abc import Mapping
from pathlib import Path

import pytest
from sqlalchemy import ForeignKey, make_url

from tests.adapters.sql.statements import PAGES, SEARCHES, SINGLE, SORTED, compiled
from todoauth.adapters.sql.sqlite.codecs import CODECS
from todoauth.adapters.sql.statements.parts import Meant
from todoauth.adapters.sql.tables import METADATA

STATEMENTS: Mapping[str, Meant] = {**PAGES, **SEARCHES, **SINGLE}
# All in the order of their ids: a scan that ends as soon as the page is full.
IN_ORDER = {"SCAN cleanings", "SCAN outbox", "SCAN users"}


@pytest.mark.parametrize("name", STATEMENTS)
def test_nothing_is_sorted_and_no_table_is_read_from_end_to_end(name: str, sqlite_path: Path):
    steps, name = plan(sqlite_path, STATEMENTS[name]), name.removeprefix("guarded ")
    assert steps
    assert name in {*SORTED, *SEARCHES} or not [step for step in steps if "TEMP B-TREE" in step]
    assert not [step for step in steps if step.startswith("SCAN") and step not in _scans(name)]


def plan(path: Path, statement: Meant) -> list[str]:
    asked = compiled(statement, make_url("sqlite://").get_dialect()(), CODECS)
    with sqlite3.connect(path) as raw:
        steps = raw.execute(f"EXPLAIN QUERY PLAN {asked.text}", [None] * len(asked.names)).fetchall()
    raw.close()
    return [step for *_, step in steps]


def _scans(name: str) -> set[str]:
    if name in SEARCHES:  # what comes next is a table of its own, of so many rows at most
        return {*IN_ORDER, "SCAN anon_1"}
    return IN_ORDER if name in PAGES else set()


REFERENCES = [reference for table in METADATA.tables.values() for reference in table.foreign_keys]


@pytest.mark.parametrize("reference", REFERENCES, ids=lambda reference: str(reference.parent))
def test_what_goes_with_its_owner_is_found_by_an_index(reference: ForeignKey):
    table = METADATA.tables[reference.parent.table.description]
    keys = [list(table.primary_key.columns), *(list(index.columns) for index in table.indexes)]
    assert reference.parent in [key[0] for key in keys]
