"""The way of a schema from one version to the next, and back."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect

from tests.adapters.sql.schemas import fill, people, schema
from todoauth.adapters.sql.migrations import downgrade, status, upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.tables import METADATA


def revisions(url: str) -> list[str]:
    return list(status(url).pending)


def test_a_new_database_has_everything_pending(empty_url: str):
    before = status(empty_url)
    upgrade(empty_url)
    after = status(empty_url)
    assert before.current is None
    assert before.pending[-1] == before.head
    assert (after.current, after.pending) == (before.head, ())


def test_the_migrated_schema_is_that_of_the_tables(empty_url: str):
    upgrade(empty_url)
    assert alone(empty_url, lambda it: compare_metadata(MigrationContext.configure(it), METADATA)) == []
    migrated = alone(empty_url, schema)
    downgrade(empty_url, "base")
    alone(empty_url, METADATA.create_all)
    assert alone(empty_url, schema) == migrated


def test_every_step_leads_up_and_down_and_up_again(empty_url: str):
    for revision in revisions(empty_url):
        upgrade(empty_url, revision)
        there = alone(empty_url, schema)
        downgrade(empty_url, "-1")
        upgrade(empty_url, revision)
        assert alone(empty_url, schema) == there


def test_rows_are_no_obstacle_on_the_way_down(url: str):
    asyncio.run(fill(url))
    downgrade(url, "base")
    assert alone(url, lambda connection: inspect(connection).get_table_names()) == ["alembic_version"]
    upgrade(url)
    assert asyncio.run(people(url)) == 0


def test_migrating_twice_changes_nothing(url: str):
    asyncio.run(fill(url))
    upgrade(url)
    assert asyncio.run(people(url)) == 1


def test_of_many_that_start_at_once_one_migrates(empty_url: str):
    with ThreadPoolExecutor(4) as threads:
        for done in [threads.submit(upgrade, empty_url) for _ in range(4)]:
            done.result()
    assert status(empty_url).pending == ()


async def test_a_running_event_loop_is_no_obstacle(empty_url: str):
    await asyncio.to_thread(upgrade, empty_url)
    assert (await asyncio.to_thread(status, empty_url)).pending == ()
