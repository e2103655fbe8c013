"""What the doctor finds of the servers that a deployment needs."""

import asyncio
import os
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import asyncpg
import pytest
from pydantic import SecretStr

from tests.servers import PostgresServer, free_port
from tests.servers.redis import RedisServer, redis_server
from tests.servers.smtp import MailServer, mail_server
from todoauth.adapters.sql.migrations import Status
from todoauth.entrypoints import schema
from todoauth.entrypoints.doctor.finding import Finding
from todoauth.entrypoints.doctor.hashing import check_hashing, judge_hashing
from todoauth.entrypoints.doctor.servers import check_database, check_mail, check_redis, judge_clock, judge_schema
from todoauth.entrypoints.settings import Settings

__all__ = ["redis_server"]

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


async def judged(check: AsyncIterator[Finding]) -> list[tuple[str, str]]:
    return [(finding.severity.value, finding.subject) async for finding in check]


def test_a_database_that_is_not_there_yet_is_not_made(tmp_path: Path):
    checked = asyncio.run(judged(check_database(Settings(data_dir=tmp_path / "var"))))
    assert checked == [("fine", "database")]
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def sqlite(tmp_path: Path) -> Settings:
    settings = Settings(data_dir=tmp_path)
    schema.move_up(settings)
    (tmp_path / "todoauth.sqlite3").chmod(0o600)
    return settings


async def test_a_migrated_database_with_the_right_time_is_fine(sqlite: Settings):
    assert await judged(check_database(sqlite)) == [("fine", "schema"), ("fine", "clock")]


async def test_a_clock_that_is_wrong_is_found(sqlite: Settings):
    def tomorrow() -> datetime:
        return datetime.now(UTC) + timedelta(days=1)

    assert await judged(check_database(sqlite, now=tomorrow)) == [("fine", "schema"), ("error", "clock")]


async def test_a_file_that_others_may_read_is_found(sqlite: Settings, tmp_path: Path):
    (tmp_path / "todoauth.sqlite3").chmod(0o644)
    assert (await judged(check_database(sqlite)))[0] == ("warning", "database")


async def test_a_file_that_is_something_else_is_found(tmp_path: Path):
    (tmp_path / "todoauth.sqlite3").write_bytes(os.urandom(4096))
    (tmp_path / "todoauth.sqlite3").chmod(0o600)
    assert await judged(check_database(Settings(data_dir=tmp_path))) == [("error", "database")]


@pytest.fixture
def postgres_url(postgres: PostgresServer) -> Iterator[str]:
    yield postgres.create_database("doctor")
    postgres.drop_database("doctor")


async def test_pending_migrations_stop_only_those_who_do_not_run_them(postgres_url: str):
    for auto_migrate, severity in ((True, "warning"), (False, "error")):
        settings = Settings(database_url=SecretStr(postgres_url), auto_migrate=auto_migrate)
        assert await judged(check_database(settings)) == [(severity, "schema"), ("fine", "clock")]


async def test_a_search_without_its_indexes_is_found(postgres_url: str):
    settings = Settings(database_url=SecretStr(postgres_url))
    await asyncio.to_thread(schema.move_up, settings)
    assert await judged(check_database(settings)) == [("fine", "schema"), ("fine", "clock")]
    connection = await asyncpg.connect(postgres_url)
    await connection.execute("DROP EXTENSION pg_trgm CASCADE")
    await connection.close()
    assert await judged(check_database(settings)) == [("fine", "schema"), ("warning", "search"), ("fine", "clock")]


async def test_a_database_server_that_is_away_is_found():
    url = SecretStr(f"postgresql://ada:hunter2@127.0.0.1:{free_port()}/todo")
    findings = [finding async for finding in check_database(Settings(database_url=url))]
    assert [finding.told for finding in findings] == ["The database does not answer."]
    assert "hunter2" not in repr(findings)


async def test_a_shared_store_that_takes_writes_is_fine(redis_server: RedisServer):
    settings = Settings(redis_url=SecretStr(redis_server.url))
    assert await judged(check_redis(settings)) == [("fine", "redis")]


async def test_a_shared_store_that_is_away_is_found():
    url = SecretStr(f"redis://:hunter2@127.0.0.1:{free_port()}")
    assert await judged(check_redis(Settings(redis_url=url))) == [("error", "redis")]
    assert await judged(check_redis(Settings())) == [("fine", "redis")]


@pytest.fixture
def mails() -> Iterator[MailServer]:
    with mail_server() as server:
        yield server


async def test_a_mail_server_that_lets_us_in_is_fine_and_gets_no_mail(mails: MailServer):
    settings = Settings(smtp_url=SecretStr(mails.url()), allow_plaintext=True)
    assert await judged(check_mail(settings)) == [("fine", "mail")]
    assert (mails.connections, mails.mails) == (1, [])


async def test_a_mail_server_that_does_not_let_us_in_is_found(mails: MailServer):
    for url, plaintext in (
        (mails.url(), False),
        (mails.url(user="ada:hunter2"), True),
        (f"smtp://127.0.0.1:{free_port()}", True),
    ):
        settings = Settings(smtp_url=SecretStr(url), allow_plaintext=plaintext)
        assert await judged(check_mail(settings)) == [("error", "mail")]


async def test_mail_to_the_console_is_fine_where_people_develop():
    assert await judged(check_mail(Settings())) == [("fine", "mail")]


def test_a_schema_is_the_one_that_is_needed():
    assert judge_schema(Status("0002", "0002", ()), auto_migrate=False).severity == "fine"


@pytest.mark.parametrize(
    ("away", "severity"), [(0.0, "fine"), (1.9, "fine"), (2.1, "warning"), (9.9, "warning"), (10.1, "error")]
)
@pytest.mark.parametrize("sign", [1, -1])
def test_a_clock_may_be_a_little_away_and_waiting_for_the_answer_does_not_count(away: float, severity: str, sign: int):
    after = NOON + timedelta(seconds=30)
    theirs = after + timedelta(seconds=away) if sign > 0 else NOON - timedelta(seconds=away)
    assert judge_clock(NOON, theirs, after).severity == severity


@pytest.mark.parametrize(
    ("seconds", "severity"), [(0.01, "warning"), (0.1, "fine"), (0.25, "fine"), (1.0, "fine"), (1.1, "warning")]
)
def test_a_hash_is_dear_enough_and_not_too_dear(seconds: float, severity: str):
    assert judge_hashing(12, seconds, cores=4).severity == severity


async def test_what_a_password_costs_here_is_measured():
    (finding,) = [finding async for finding in check_hashing(Settings(bcrypt_cost=4))]
    assert finding.told.startswith("At cost 4 a password takes ")
