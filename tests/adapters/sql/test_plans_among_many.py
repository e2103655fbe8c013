"""Among many rows, too, servers that choose by themselves read a page by an index, and sort nothing."""

from collections.abc import Iterator, Mapping
from itertools import chain, combinations
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection

from tests.servers import MariaDbServer, PostgresServer
from todoauth.adapters.sql.compiled import Compiler
from todoauth.adapters.sql.executor import Statement
from todoauth.adapters.sql.mariadb.codecs import CODECS as MARIADB
from todoauth.adapters.sql.migrations import upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.postgres.codecs import CODECS as POSTGRESQL
from todoauth.adapters.sql.statements import cleanings, todos, users
from todoauth.domain.model.page import Order, Slice

ROWS, OWNERS = 50_000, 20
VALUES: Mapping[str, object] = {
    "owner_id": UUID(int=7),
    "is_done": False,
    "is_active": True,
    "cleaning_type": "spot_clean",
    "pattern": "%unicorn%",
}
AFTER = {"early": UUID(int=ROWS // 10), "late": UUID(int=ROWS - ROWS // 10)}
SORTED = {"postgresql": "Sort", "mysql": "filesort"}
READ_WHOLE = {"postgresql": "Seq Scan", "mysql": '"access_type": "ALL"'}

FILL = """
INSERT INTO users
    (id, username, username_canonical, password_hash, is_active, is_superuser, created_at, updated_at, version)
    SELECT {id}, {name}, {name}, 'x', TRUE, FALSE, {now}, {now}, 1 FROM {numbers};
INSERT INTO todos (id, owner_id, content, folded, is_done, created_at, updated_at, version)
    SELECT {id}, {owner}, {name}, {name}, mod(n, 2) = 0, {now}, {now}, 1 FROM {numbers};
INSERT INTO cleanings (id, owner_id, name, folded, cleaning_type, price, created_at, updated_at, version)
    SELECT {id}, {owner}, {name}, {name}, {kind}, 9.99, {now}, {now}, 1 FROM {numbers}
"""
KIND = "CASE mod(n, 3) WHEN 0 THEN 'dust_up' WHEN 1 THEN 'spot_clean' ELSE 'full_clean' END"
WORDS = {
    "postgresql": {
        "id": "lpad(to_hex(n), 32, '0')::uuid",
        "owner": f"lpad(to_hex(mod(n, {OWNERS}) + 1), 32, '0')::uuid",
        "name": "md5(n::text)",
        "now": "now()",
        "kind": KIND,
        "numbers": f"generate_series(1, {ROWS}) n",
    },
    "mysql": {
        "id": "unhex(lpad(hex(n), 32, '0'))",
        "owner": f"unhex(lpad(hex(mod(n, {OWNERS}) + 1), 32, '0'))",
        "name": "md5(n)",
        "now": "utc_timestamp(6)",
        "kind": KIND,
        "numbers": f"(SELECT seq n FROM seq_1_to_{ROWS}) numbers",  # noqa: S608,
    },
}
# What a server does by itself after a while: count, and put what was added to indexes on text into its place.
SETTLE = {
    "postgresql": [
        "SELECT gin_clean_pending_list('ix_cleanings_folded')",
        "SELECT gin_clean_pending_list('ix_users_username_canonical_email_canonical')",
        "ANALYZE",
    ],
    "mysql": ["ANALYZE TABLE users, todos, cleanings"],
}


@pytest.fixture(scope="module", params=["postgres", pytest.param("mariadb", marks=pytest.mark.system)])
def crowded(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with many rows, which it knows of."""
    server: PostgresServer | MariaDbServer = request.getfixturevalue(request.param)
    url = server.create_database("crowded")
    upgrade(url)
    alone(url, _fill)
    yield url
    server.drop_database("crowded")


def _fill(connection: Connection) -> None:
    database = connection.dialect.name
    for statement in FILL.format_map(WORDS[database]).split(";"):
        connection.exec_driver_sql(statement)
    for statement in SETTLE[database]:
        connection.exec_driver_sql(statement)


def pages() -> Iterator[tuple[str, Statement, str]]:
    for order in Order:
        for module, filters in (
            (todos, ["is_done"]),
            (cleanings, ["owner_id", "cleaning_type"]),
            (users, ["is_active"]),
        ):
            for wanted in chain.from_iterable(combinations(["after", *filters], size) for size in range(3)):
                for after in AFTER if "after" in wanted else ["early"]:
                    yield f"{_name(module)} {order} {wanted} {after}", module.PAGE(Slice(order), wanted), after


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


PAGES = {name: (statement, after) for name, statement, after in pages()}


def explained(url: str, statement: Statement, **values: object) -> tuple[str, str]:
    """Which database it is, and what it would do."""

    def explain(connection: Connection) -> tuple[str, str]:
        name = connection.dialect.name
        compiled = Compiler(connection.dialect, POSTGRESQL if name == "postgresql" else MARIADB)(statement)
        form = "EXPLAIN" if name == "postgresql" else "EXPLAIN FORMAT=JSON"
        rows = connection.exec_driver_sql(f"{form} {compiled.text}", tuple(compiled.arguments(values)))
        return name, "\n".join(str(line) for (line,) in rows)

    return alone(url, explain)


@pytest.mark.parametrize("name", PAGES)
def test_no_page_is_sorted_and_no_table_is_read_whole(name: str, crowded: str):
    statement, after = PAGES[name]
    database, plan = explained(crowded, statement, **VALUES, after=AFTER[after])
    assert SORTED[database] not in plan or _intersects(plan), plan
    assert READ_WHOLE[database] not in plan, plan


def _intersects(plan: str) -> bool:
    """MariaDB may sort what two filters have in common: what one owner has, which is limited."""
    return '"intersect"' in plan and "ix_cleanings_owner_id_id" in plan


@pytest.mark.parametrize("module", [cleanings, users])
@pytest.mark.parametrize("order", Order)
def test_a_search_looks_at_what_comes_next(module: Any, order: Order, crowded: str):
    near = module.SEARCH.near(Slice(order), ["pattern", "after"])
    database, plan = explained(crowded, near, **VALUES, after=AFTER["early"])
    # To MariaDB what comes next is a table of its own, which it reads whole.
    assert plan.count(READ_WHOLE[database]) == (database == "mysql"), plan


@pytest.mark.parametrize(
    ("module", "index"), [(cleanings, "ix_cleanings_folded"), (users, "ix_users_username_canonical")]
)
def test_what_few_rows_say_is_found_by_an_index_on_text(module: Any, index: str, crowded: str):
    database, plan = explained(crowded, module.SEARCH.far(Slice(), ["pattern"]), **VALUES)
    if database == "postgresql":
        assert f"Bitmap Index Scan on {index}" in plan, plan
