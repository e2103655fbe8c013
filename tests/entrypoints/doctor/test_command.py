"""`todoauth doctor`, from outside."""

import json
from pathlib import Path

from tests.entrypoints.shell import todoauth
from tests.servers import free_port

QUICK = {"BCRYPT_COST": "4"}


def test_a_deployment_without_errors_is_let_go(tmp_path: Path):
    run = todoauth("doctor", cwd=tmp_path, settings=QUICK)
    assert (run.returncode, run.stderr) == (0, "")
    assert {line.split()[0] for line in run.stdout.splitlines()} <= {"fine", "warning"}
    assert list(tmp_path.iterdir()) == []


def test_errors_are_told_to_machines_too_and_no_secret_is(tmp_path: Path):
    secret = "q7Rk2vXw9ZtB4nLm8PcJ5hYd3FgS6aUe"
    away = {
        "SECRET_KEY": secret,
        "DATABASE_URL": f"postgresql://ada:hunter2@127.0.0.1:{free_port()}/todo",
        "REDIS_URL": f"redis://:hunter2@127.0.0.1:{free_port()}",
        "SMTP_URL": f"smtp://ada:hunter2@127.0.0.1:{free_port()}",
    }
    run = todoauth("doctor", "--json", cwd=tmp_path, settings=QUICK | away)
    assert (run.returncode, run.stderr) == (1, "")
    findings = json.loads(run.stdout)["findings"]
    assert [each["subject"] for each in findings if each["severity"] == "error"] == ["database", "redis", "mail"]
    assert all(set(each) == {"severity", "subject", "told", "mend"} for each in findings)
    assert not any(hidden in run.stdout for hidden in ("hunter2", secret, "ada"))


def test_settings_that_are_refused_are_findings(tmp_path: Path):
    run = todoauth("doctor", cwd=tmp_path, settings={"ENV": "production", "BIND": "hunter2"})
    assert run.returncode == 1
    assert run.stdout.startswith("error    settings    TODOAUTH_BIND must be host:port")
    assert "hunter2" not in run.stdout
