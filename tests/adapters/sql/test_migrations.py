"""The way of a schema from one version to the next, and back."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from tests.adapters.sql.schemas import fill, functions, people, schema
from todoauth.adapters.sql.migrations import downgrade, is_newest, status, upgrade
from todoauth.adapters.sql.migrations.alone import alone
from todoauth.adapters.sql.migrations.comparing import is_compared
from todoauth.adapters.sql.migrations.glance import revisions
from todoauth.adapters.sql.tables.keeping import kept


def test_a_new_database_has_everything_pending(empty_url: str):
    before = status(empty_url)
    upgrade(empty_url)
    after = status(empty_url)
    assert before.current is None
    assert before.pending[-1] == before.head
    assert (after.current, after.pending) == (before.head, ())


def test_a_glance_tells_whether_the_schema_is_the_newest(empty_url: str):
    assert not is_newest(empty_url)
    upgrade(empty_url, revisions()[-2])
    assert not is_newest(empty_url)
    upgrade(empty_url)
    assert is_newest(empty_url)
    downgrade(empty_url, "base")
    assert not is_newest(empty_url)


def test_a_glance_waits_for_nobody(sqlite_path: Path, postgres_url: str):
    for url in (f"sqlite:///{sqlite_path}", postgres_url):
        assert alone(url, partial(is_newest_meanwhile, url))


def is_newest_meanwhile(url: str, _: Connection) -> bool:
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(is_newest, url).result()


def test_revisions_are_numbered_in_the_order_in_which_alembic_walks_them():
    config = Config()
    config.set_main_option("script_location", "todoauth.adapters.sql:migrations")
    walked = [script.revision for script in ScriptDirectory.from_config(config).walk_revisions()]
    assert tuple(reversed(walked)) == revisions()


def differences(connection: Connection) -> object:
    context = MigrationContext.configure(connection, opts={"include_object": is_compared})
    return compare_metadata(context, kept())


def test_the_migrated_schema_is_that_of_the_tables(empty_url: str):
    upgrade(empty_url)
    assert alone(empty_url, differences) == []
    migrated = alone(empty_url, schema)
    downgrade(empty_url, "base")
    alone(empty_url, kept().create_all)
    assert alone(empty_url, schema) == migrated


def test_every_step_leads_up_and_down_and_up_again(empty_url: str):
    for revision in revisions():
        upgrade(empty_url, revision)
        there = alone(empty_url, schema), alone(empty_url, functions)
        downgrade(empty_url, "-1")
        upgrade(empty_url, revision)
        assert (alone(empty_url, schema), alone(empty_url, functions)) == there


def test_nothing_is_left_of_the_functions_on_the_way_down(empty_url: str):
    upgrade(empty_url)
    assert bool(alone(empty_url, functions)) == empty_url.startswith("postgresql")
    downgrade(empty_url, "base")
    assert alone(empty_url, functions) == set()


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
