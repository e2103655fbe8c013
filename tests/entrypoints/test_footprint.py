"""What a process that serves does not load, because nobody asks it for that."""

import subprocess
import sys
from pathlib import Path

import httpx2
import pytest

from tests.journeys.conftest import QUICK
from tests.journeys.people import newcomer
from tests.servers import running_service
from todoauth.adapters.sql.migrations import upgrade

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
TELLING = """
import atexit, pathlib, runpy, sys
told = pathlib.Path(sys.argv.pop(1))
atexit.register(lambda: told.write_text("\\n".join(sys.modules)))
del sys.argv[1:4]
runpy.run_module("todoauth.entrypoints", run_name="__main__", alter_sys=True)
"""
"""Runs the command that follows, and tells at its end what was loaded."""
EVERYWHERE = {
    "aiosmtplib",
    "alembic",
    "argon2",
    "asyncmy",
    "jinja2",
    "mako",
    "redis",
    "sqlalchemy",
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
        ("postgresql://127.0.0.1:1/todo", {"asyncpg"}, {"sqlite3"}),
        ("sqlite:///todo.sqlite3", {"sqlite3"}, {"asyncpg"}),
    ],
)
def test_a_process_that_serves_has_its_own_database_and_nothing_to_change_it_with(
    url: str, needed: set[str], others: set[str], tmp_path: Path
):
    there = loaded(url, tmp_path)
    assert needed <= there
    assert there & (EVERYWHERE | others) == set()


@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_statements_are_asked_without_what_they_are_built_with(
    database: str, request: pytest.FixtureRequest, tmp_path: Path
):
    """From the start of a service whose schema is the newest, to its end."""
    url, told = f"sqlite:///{tmp_path}/todo.db", tmp_path / "modules"
    if database == "postgres":
        url = request.getfixturevalue(database).create_database("footprint")
    upgrade(url)
    within = [sys.executable, "-c", TELLING, str(told)]
    with (
        running_service({**QUICK, "TODOAUTH_DATABASE_URL": url}, within=within) as service,
        httpx2.Client(base_url=service.base_url, timeout=30) as web,
    ):
        use_everything(web)
    loaded = set(told.read_text().split())
    assert "todoauth.adapters.sql.database" in loaded
    assert "sqlalchemy" not in loaded


def use_everything(web: httpx2.Client) -> None:
    """Ask for what people mostly ask for, and for what a database refuses."""
    ada = newcomer(web)
    assert ada.sign_up().status_code == 409
    todo = ada.ask("POST", "/todos", json={"content": "Buy milk"}).json()
    assert ada.ask("PATCH", f"/todos/{todo['id']}", json={"is_done": True}).status_code == 200
    for path in ("/todos", "/todos?q=milk&order=DESC", "/cleanings?q=dust", "/users/me", "/users/me/sessions"):
        assert ada.ask("GET", path).status_code == 200
    assert ada.refresh(ada.tokens["refresh_token"]).status_code == 200
    assert ada.ask("DELETE", f"/todos/{todo['id']}").status_code == 204
