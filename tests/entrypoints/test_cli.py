"""The command, from outside: what it prints, where, and how it ends."""

import json
import re
from importlib.metadata import version
from pathlib import Path

import pytest

from tests.entrypoints.shell import todoauth, without
from todoauth.entrypoints import schema
from todoauth.entrypoints.settings import Settings

PASSWORD = "correct horse battery staple"


def test_the_version_is_told(tmp_path: Path):
    run = todoauth("--version", cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (0, f"todoauth {version('todoauth')}\n", "")


def test_help_names_every_command(tmp_path: Path):
    run = todoauth("--help", cwd=tmp_path)
    assert run.returncode == 0
    assert set(re.findall(r"^  (\w+)  ", run.stdout, re.MULTILINE)) == {
        "serve",
        "worker",
        "health",
        "openapi",
        "migrate",
        "outbox",
        "users",
        "keys",
        "doctor",
    }


def test_an_unknown_command_is_refused(tmp_path: Path):
    run = todoauth("sevre", cwd=tmp_path)
    assert run.returncode == 2
    assert "No such command" in run.stderr


@pytest.mark.parametrize("command", [["serve"], ["migrate", "up"]])
def test_a_malformed_setting_ends_a_command_with_one_sentence(tmp_path: Path, command: list[str]):
    run = todoauth(*command, cwd=tmp_path, settings={"DATABASE_URL": "oracle://ada:hunter2@db/todo"})
    assert (run.returncode, run.stdout) == (2, "")
    assert re.fullmatch(r"TODOAUTH_DATABASE_URL must [^\n]+\.\n", run.stderr)
    assert "hunter2" not in run.stderr
    assert list(tmp_path.iterdir()) == []


def test_every_refusal_of_production_is_a_line(tmp_path: Path):
    run = todoauth("serve", cwd=tmp_path, settings={"ENV": "production", "CORS_ORIGINS": "*"})
    assert (run.returncode, run.stdout) == (2, "")
    assert [line.split()[0] for line in run.stderr.splitlines()] == [
        "TODOAUTH_SECRET_KEY",
        "TODOAUTH_ALLOWED_HOSTS",
        "TODOAUTH_CORS_ORIGINS",
        "TODOAUTH_SMTP_URL",
    ]


def test_an_unknown_name_in_the_environment_is_warned_of(tmp_path: Path):
    run = todoauth("migrate", "status", cwd=tmp_path, settings={"BIMD": "hunter2"})
    assert run.returncode == 0
    assert run.stderr == "TODOAUTH_BIMD is no setting; did you mean TODOAUTH_BIND?\n"


def test_an_unknown_name_in_the_file_is_refused(tmp_path: Path):
    (tmp_path / ".env").write_text("TODOAUTH_BIMD=hunter2\n")
    run = todoauth("migrate", "status", cwd=tmp_path)
    assert (run.returncode, run.stderr) == (2, "TODOAUTH_BIMD is no setting; did you mean TODOAUTH_BIND?\n")


def test_migrations_go_up_and_down(tmp_path: Path):
    up = todoauth("migrate", "up", cwd=tmp_path)
    status = todoauth("migrate", "status", cwd=tmp_path)
    down = todoauth("migrate", "down", "base", cwd=tmp_path)
    assert [(run.returncode, run.stderr) for run in (up, status, down)] == [(0, "")] * 3
    assert re.fullmatch(r"The schema is at revision \d+, the newest\.\n", up.stdout)
    assert status.stdout == up.stdout
    assert down.stdout.startswith("There is no schema yet; 0001")


def test_going_down_is_asked_about_and_nobody_says_yes(tmp_path: Path):
    settings = Settings(data_dir=tmp_path / "var")
    up = schema.move_up(settings)
    run = todoauth("migrate", "down", cwd=tmp_path)
    assert run.returncode == 1
    assert "what it added is lost" in run.stdout
    assert schema.standing(settings) == up


@pytest.mark.parametrize(("arguments", "stdin"), [([], "y\n"), (["--yes"], "")])
def test_going_down_one_step_needs_a_yes(tmp_path: Path, arguments: list[str], stdin: str):
    schema.move_up(Settings(data_dir=tmp_path / "var"), "0001")
    run = todoauth("migrate", "down", *arguments, cwd=tmp_path, stdin=stdin)
    assert run.returncode == 0
    assert "There is no schema yet" in run.stdout


def test_a_refusal_is_a_sentence(tmp_path: Path):
    run = todoauth("migrate", "up", "xyzzy", cwd=tmp_path)
    assert (run.returncode, run.stdout, run.stderr) == (1, "", "There is no such revision that way.\n")


def test_a_worker_of_its_own_cannot_share_codes_and_says_so(tmp_path: Path):
    run = todoauth("worker", cwd=tmp_path)
    assert (run.returncode, run.stdout) == (1, "")
    assert re.fullmatch(r"A separate worker needs TODOAUTH_REDIS_URL: [^\n]+\.\n", run.stderr)


def test_a_superuser_gets_the_password_of_standard_input(tmp_path: Path):
    settings = {"BCRYPT_COST": "4"}
    run = todoauth("users", "create-superuser", "ada", cwd=tmp_path, settings=settings, stdin=f"{PASSWORD}\nrest\n")
    assert (run.returncode, run.stdout) == (0, "There is a new superuser.\n")
    assert "kind=rights-given" in run.stderr
    assert PASSWORD not in run.stderr
    assert not any(PASSWORD.encode() in file.read_bytes() for file in (tmp_path / "var").iterdir())


def test_the_openapi_document_needs_no_database_and_leaves_nothing_behind(tmp_path: Path):
    settings = {"DATABASE_URL": "postgresql://ada:hunter2@127.0.0.1:1/todo"}
    run = todoauth("openapi", cwd=tmp_path, settings=settings)
    document = json.loads(run.stdout)
    assert (run.returncode, run.stderr) == (0, "")
    assert document["openapi"].startswith("3.")
    assert "/users/sign-up" in document["paths"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("missing", "arguments", "extra"),
    [
        ("click", ["--help"], "server"),
        ("pydantic_settings", ["migrate", "status"], "server"),
        ("fastapi", ["serve"], "server"),
        ("asyncpg", ["migrate", "status"], "postgres"),
    ],
)
def test_without_its_extras_a_command_says_what_to_install(
    tmp_path: Path, missing: str, arguments: list[str], extra: str
):
    settings = {"DATABASE_URL": "postgresql://127.0.0.1:1/todo"}
    run = todoauth(*arguments, cwd=tmp_path, settings=settings, command=without(missing))
    assert (run.returncode, run.stdout) == (2, "")
    assert run.stderr == f"The service needs its extras: pip install 'todoauth[{extra}]'\n"


def test_a_module_of_ours_that_is_missing_is_no_matter_of_extras(tmp_path: Path):
    run = todoauth("--help", cwd=tmp_path, command=without("todoauth.entrypoints.cli"))
    assert run.returncode == 1
    assert "extras" not in run.stderr
