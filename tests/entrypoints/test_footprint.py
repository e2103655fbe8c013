"""What a process that serves does not load, because nobody asks it for that."""

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import sys
import todoauth.entrypoints.__main__, todoauth.entrypoints.cli, todoauth.entrypoints.serve
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.departure import Departure
from todoauth.entrypoints.server import Server
from todoauth.entrypoints.settings import Settings

settings = Settings(database_url=sys.argv[1])
Server(settings, Departure())
Container(settings=settings, departure=Departure()).database()
print(*sys.modules)
"""
EVERYWHERE = {
    "aiosmtplib",
    "alembic",
    "argon2",
    "asyncmy",
    "jinja2",
    "mako",
    "redis",
    "sqlalchemy.ext.asyncio",
    "sqlalchemy.orm",
    "sqlalchemy.dialects.mysql",
    "todoauth.adapters.sql.migrations.env",
    "todoauth.entrypoints.doctor",
    "todoauth.testing",
    "typer",
}


def loaded(url: str, cwd: Path) -> set[str]:
    run = subprocess.run([sys.executable, "-c", PROGRAM, url], cwd=cwd, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stderr
    return set(run.stdout.split())


@pytest.mark.parametrize(
    ("url", "needed", "others"),
    [
        ("postgresql://127.0.0.1:1/todo", {"asyncpg"}, {"sqlite3", "sqlalchemy.dialects.sqlite"}),
        ("sqlite:///todo.sqlite3", {"sqlite3"}, {"asyncpg", "sqlalchemy.dialects.postgresql"}),
    ],
)
def test_a_process_that_serves_has_its_own_database_and_nothing_to_change_it_with(
    url: str, needed: set[str], others: set[str], tmp_path: Path
):
    there = loaded(url, tmp_path)
    assert needed <= there
    assert there & (EVERYWHERE | others) == set()
