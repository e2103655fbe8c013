"""Among many rows, too, servers that choose by themselves find what is wanted by an index, and sort nothing."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Connection

from tests.adapters.sql.many import ROWS, fill_with_many
from tests.adapters.sql.statements import PAGES, SEARCHES, SINGLE, SORTED, compiled
from tests.servers import MariaDbServer, PostgresServer
from todoauth.adapters.sql.asked.pages import LIMITS
from todoauth.adapters.sql.compiled import Compiled
from todoauth.adapters.sql.mariadb.codecs import CODECS as MARIADB
from todoauth.adapters.sql.migrations import upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.postgres.codecs import CODECS as POSTGRESQL
from todoauth.adapters.sql.statements import cleanings, todos, users
from todoauth.adapters.sql.statements.parts import Meant, Steps
from todoauth.domain.model.page import Order

LONG_AGO, LATER, DIGEST = datetime(2020, 1, 1, tzinfo=UTC), datetime(2050, 1, 1, tzinfo=UTC), b"x" * 32
AT_MOST = 100
VALUES: Mapping[str, object] = {
    **dict.fromkeys(("id", "owner_id", "user_id", "subject", "holder", "but"), UUID(int=7)),
    **dict.fromkeys(("claimed_session", "claimed_user"), UUID(int=7)),
    **dict.fromkeys(("refresh_digest", "digest", "spent"), DIGEST),
    **dict.fromkeys(("username", "username_canonical", "full_name", "email", "email_canonical", "network"), "somebody"),
    **dict.fromkeys(("content", "folded", "name", "description", "password_hash", "client", "answer"), "something"),
    **dict.fromkeys(("at", "before"), LONG_AGO),  # nothing is due, and nothing is old: that is how it mostly is
    **dict.fromkeys(("since", "taken_until", "not_before", "last_used_at", "idle_ends_at", "updated_at"), LATER),
    **dict.fromkeys(("owed_at", "logged_in_at"), LATER),
    **dict.fromkeys(("is_done", "is_superuser", "is_dead"), False),
    **dict.fromkeys(("version", "predecessor", "expected", "attempts", "price"), 1),
    "claimed_at": LONG_AGO,
    "is_active": True,
    "cleaning_type": "spot_clean",
    "purpose": "prove-address",
    "pattern": "%unicorn%",
    "at_most": AT_MOST,
}
OTHERWISE: Mapping[str, Mapping[str, object]] = {"guesses.FORGET": {"id": 7}}
AFTER = {"early": UUID(int=ROWS // 10), "late": UUID(int=ROWS - ROWS // 10)}
SORTS = {"postgresql": "Sort", "mysql": "filesort"}
READS_ALL = {"postgresql": "Seq Scan", "mysql": '"access_type": "ALL"'}
READ = {
    "postgresql": """
        SELECT sum(pg_stat_get_xact_tuples_returned(indexrelid)) FROM pg_index
        WHERE indrelid IN ('todos'::regclass, 'cleanings'::regclass)
    """,
    "mysql": """
        SELECT variable_value + 0 FROM information_schema.session_status WHERE variable_name = 'HANDLER_READ_NEXT'
    """,
}
"""How many entries of indexes were read so far."""
SETTLED = 7  # times: PostgreSQL knows after five whether it makes a plan for each, or one for all
FAR: Mapping[str, Meant] = {
    "ix_cleanings_folded": cleanings.FAR.by[Order.ASC](LIMITS[0], ["pattern"]),
    "ix_users_username_canonical": users.FAR.by[Order.ASC](LIMITS[0], ["pattern"]),
}
"""What finds the few rows that say something, by the beginning of the name of the index on text."""
STATEMENTS: Mapping[str, Meant] = {**PAGES, **SEARCHES, **SINGLE, **FAR}
ASKED = [(name, after) for name in STATEMENTS for after in (AFTER if " after" in name else ["early"])]


@pytest.fixture(scope="module", params=["postgres", pytest.param("mariadb", marks=pytest.mark.system)])
def crowded(request: pytest.FixtureRequest) -> Iterator[str]:
    """A database with many rows, which it knows of."""
    server: PostgresServer | MariaDbServer = request.getfixturevalue(request.param)
    url = server.create_database("crowded")
    upgrade(url)
    alone(url, fill_with_many)
    yield url
    server.drop_database("crowded")


@pytest.fixture(scope="module")
def plans(crowded: str) -> Mapping[tuple[str, str], str]:
    """What that database does to answer each statement."""
    return alone(crowded, lambda it: {(name, after): plan(it, name, AFTER[after]) for name, after in ASKED})


@pytest.fixture(scope="module")
def database(crowded: str) -> str:
    return alone(crowded, lambda it: it.dialect.name)


def plan(connection: Connection, name: str, after: UUID) -> str:
    is_postgres = connection.dialect.name == "postgresql"
    asked = compiled(STATEMENTS[name], connection.dialect, POSTGRESQL if is_postgres else MARIADB)
    arguments = tuple(asked.arguments({**VALUES, **OTHERWISE.get(name, {}), "after": after}))
    if is_postgres:
        return _settled(connection, asked, arguments)
    text, _, _ = asked.text.partition(" RETURNING ")  # MariaDB can return what it removes, and not what it changes
    return _said(connection, f"EXPLAIN FORMAT=JSON {text}", *arguments)


def _settled(connection: Connection, asked: Compiled, arguments: tuple[object, ...]) -> str:
    connection.exec_driver_sql(f"PREPARE it AS {asked.text}")
    given = f"({', '.join(map(_literal, arguments))})" if arguments else ""
    found = [_said(connection, f"EXPLAIN EXECUTE it{given}") for _ in range(SETTLED)]
    connection.exec_driver_sql("DEALLOCATE it")
    return found[-1]


def _literal(value: Any) -> str:
    return f"'\\x{value.hex()}'" if isinstance(value, bytes) else f"'{value}'"


def _said(connection: Connection, text: str, *arguments: object) -> str:
    return "\n".join(str(line) for (line,) in connection.exec_driver_sql(text, arguments))


@pytest.mark.parametrize(("name", "after"), ASKED)
def test_nothing_is_sorted_and_no_table_is_read_whole(
    name: str, after: str, plans: Mapping[tuple[str, str], str], database: str
):
    plan, name = plans[name, after], name.removeprefix("guarded ")
    assert SORTS[database] not in plan or name in {*SORTED, *SEARCHES, *FAR} or _intersects(plan), plan
    # What comes next is a table of its own to MariaDB, which it reads whole.
    assert plan.count(READS_ALL[database]) == (database == "mysql" and name in SEARCHES), plan


@pytest.mark.parametrize("index", FAR)
def test_what_few_rows_say_is_found_by_an_index_on_text(
    index: str, plans: Mapping[tuple[str, str], str], database: str
):
    plan = plans[index, "early"]
    assert database != "postgresql" or f"Bitmap Index Scan on {index}" in plan, plan


@pytest.mark.parametrize("crowded", ["postgres"], indirect=True)
@pytest.mark.parametrize("name", [name for name in PAGES if name.endswith(" after")])
def test_the_last_page_touches_no_more_blocks_than_the_first(name: str, crowded: str):
    early, late = (alone(crowded, partial(blocks, name=name, after=after)) for after in AFTER.values())
    assert abs(early - late) <= 2, "by what the depths of an index differ"


def blocks(connection: Connection, name: str, after: UUID) -> int:
    """How many blocks PostgreSQL looks into."""
    asked = compiled(STATEMENTS[name], connection.dialect, POSTGRESQL)
    arguments = tuple(asked.arguments({**VALUES, "after": after}))
    told = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {asked.text}", arguments)
    [found] = told.scalar_one()
    return int(found["Plan"]["Shared Hit Blocks"] + found["Plan"]["Shared Read Blocks"])


@pytest.mark.parametrize("adding", [todos.ADD_UP_TO, cleanings.ADD_UP_TO], ids=["todos", "cleanings"])
def test_who_has_too_many_is_refused_after_a_look_at_as_many_as_one_may_have(adding: Steps, crowded: str):
    assert alone(crowded, partial(entries_read, adding=adding)) <= AT_MOST


def entries_read(connection: Connection, adding: Steps) -> int:
    """How many entries of indexes are read to add what is one too many."""
    is_postgres = connection.dialect.name == "postgresql"
    codecs = POSTGRESQL if is_postgres else MARIADB
    before = connection.exec_driver_sql(READ[connection.dialect.name]).scalar_one()
    for meaning in [adding.call] if is_postgres else adding.steps:
        asked = compiled(meaning, connection.dialect, codecs)
        connection.exec_driver_sql(asked.text, tuple(asked.arguments({**VALUES, "created_at": LATER})))
    return int(connection.exec_driver_sql(READ[connection.dialect.name]).scalar_one() - before)


def _intersects(plan: str) -> bool:
    """MariaDB may sort what two filters have in common: what one owner has, which is limited."""
    return '"intersect"' in plan and "ix_cleanings_owner_id_id" in plan
