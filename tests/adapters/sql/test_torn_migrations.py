"""Migrations that stop half-way, on a database that cannot undo what they did."""

import pytest

from tests.adapters.sql.schemas import schema
from tests.servers import MariaDbServer
from todoauth.adapters.sql.mariadb.failures import ServerError
from todoauth.adapters.sql.migrations import SchemaTorn, downgrade, status, upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.violations import ConstraintBroken

pytestmark = pytest.mark.system
TABLES = ["users", "sessions", "spent_refreshes", "todos", "cleanings", "outbox", "spent_guesses"]


def do(server: MariaDbServer, url: str, statement: str) -> None:
    server.do(statement, database=url.rpartition("/")[2])


@pytest.mark.parametrize("table", TABLES)
def test_a_migration_that_was_stopped_goes_on_where_it_was(mariadb: MariaDbServer, mariadb_empty_url: str, table: str):
    url = mariadb_empty_url
    do(mariadb, url, f"CREATE TABLE {table} (id INT)")
    with pytest.raises(ServerError):
        upgrade(url)
    do(mariadb, url, f"DROP TABLE {table}")
    upgrade(url)
    there = alone(url, schema)
    assert status(url).pending == ()
    downgrade(url, "base")
    upgrade(url)
    assert alone(url, schema) == there


def test_a_step_that_nobody_saw_done_is_done_once(mariadb: MariaDbServer, mariadb_empty_url: str):
    url = mariadb_empty_url
    do(mariadb, url, "CREATE TABLE spent_guesses (id INT)")
    with pytest.raises(ServerError):
        upgrade(url)
    do(mariadb, url, "DROP TABLE spent_guesses")
    do(mariadb, url, "UPDATE todoauth_steps SET is_done = FALSE ORDER BY step DESC LIMIT 1")
    upgrade(url)
    assert status(url).pending == ()


def test_half_a_schema_is_told_of_and_only_the_same_migration_goes_on(mariadb: MariaDbServer, mariadb_url: str):
    guest = "CREATE TABLE guests (id BINARY(16), FOREIGN KEY (id) REFERENCES users (id))"
    do(mariadb, mariadb_url, guest)
    with pytest.raises(ConstraintBroken):
        downgrade(mariadb_url, "base")
    with pytest.raises(SchemaTorn):
        status(mariadb_url)
    with pytest.raises(SchemaTorn):
        upgrade(mariadb_url)
    do(mariadb, mariadb_url, "DROP TABLE guests")
    downgrade(mariadb_url, "base")
    assert status(mariadb_url).current is None
