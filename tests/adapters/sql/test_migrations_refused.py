"""Migrations that cannot be, and leave everything as it was."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import asyncpg
import pytest
from sqlalchemy import Connection, text

from tests.adapters.sql.schemas import fill, people, schema
from tests.servers import free_port
from todoauth.adapters.sql.migrations import SchemaTooNew, downgrade, status, upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.domain.errors import Contended, Unavailable


def at_revision(revision: str) -> Callable[[Connection], object]:
    return lambda connection: connection.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})


def test_a_schema_of_a_newer_version_is_left_alone(url: str):
    alone(url, at_revision("9999"))
    with pytest.raises(SchemaTooNew):
        status(url)
    with pytest.raises(SchemaTooNew):
        upgrade(url)
    with pytest.raises(SchemaTooNew):
        downgrade(url, "base")


def test_a_revision_that_is_not_there_is_refused(url: str):
    with pytest.raises(ValueError, match="9999"):
        upgrade(url, "9999")
    with pytest.raises(ValueError, match="9999"):
        downgrade(url, "9999")


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_migration_that_fails_leaves_the_schema_as_it_was(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
):
    empty_url = f"sqlite:///{tmp_path}/x.db" if database == "sqlite" else request.getfixturevalue("postgres_empty_url")
    alone(empty_url, lambda connection: connection.execute(text("CREATE TABLE spent_guesses (id INTEGER)")))
    before = alone(empty_url, schema)
    with pytest.raises(Exception, match="already exists"):
        upgrade(empty_url)
    assert alone(empty_url, schema) == before


async def test_a_table_that_others_keep_is_contended(postgres_url: str):
    connection = await asyncpg.connect(postgres_url)
    async with connection.transaction():
        await connection.execute("LOCK TABLE users")
        with pytest.raises(Contended):
            await asyncio.to_thread(downgrade, postgres_url, "base")
    await connection.close()
    assert (await asyncio.to_thread(status, postgres_url)).pending == ()


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path):
    for url in (f"postgresql://postgres@127.0.0.1:{free_port()}/x", f"sqlite:///{tmp_path / 'nowhere' / 'x.db'}"):
        with pytest.raises(Unavailable):
            upgrade(url)


def test_rows_that_refer_to_nothing_are_never_left_behind(tmp_path: Path):
    url = f"sqlite:///{tmp_path / 'x.db'}"
    upgrade(url)
    asyncio.run(fill(url))
    with pytest.raises(RuntimeError, match="refer to what is not there"):
        alone(url, lambda connection: connection.execute(text("DELETE FROM users")))
    assert asyncio.run(people(url)) == 1
