"""The README tells the truth."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from string import Template

import httpx2

from tests.readme import README, Command, journey, snippet
from tests.servers import RunningService, running_service

SOURCES = README.parent / "src"
FIELDS = {"TOKEN": "access_token", "REFRESH": "refresh_token", "TODO": "id", "CLEANING": "id"}


def test_the_first_snippet_runs_on_the_standard_library_alone() -> None:
    isolated = [sys.executable, "-I", "-S", "-c"]
    code = f"import sys; sys.path.insert(0, {str(SOURCES)!r})\n" + snippet("script")

    ran = subprocess.run([*isolated, code], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "Buy milk: done\n", "")


def test_the_mounted_snippet_serves_ours_and_theirs(tmp_path: Path) -> None:
    tests = """
from starlette.testclient import TestClient

with TestClient(app) as web:
    person = {"username": "ada", "password": "correct horse battery staple"}
    assert web.post("/accounts/users/sign-up", json=person).status_code == 201
    token = web.post("/accounts/users/log-in", json=person).json()["access_token"]
    theirs = web.get("/notes", headers={"Authorization": f"Bearer {token}"})
    assert theirs.json()["by"] == web.get(
        "/accounts/users/me", headers={"Authorization": f"Bearer {token}"}
    ).json()["id"]
    assert web.get("/notes").status_code == 401
"""
    environ = {name: value for name, value in os.environ.items() if not name.startswith("TODOAUTH_")}

    ran = subprocess.run(
        [sys.executable, "-c", snippet("mounted") + tests],
        cwd=tmp_path,
        env=environ,
        capture_output=True,
        text=True,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, "")


def test_the_unit_test_snippet_passes(tmp_path: Path) -> None:
    (tmp_path / "test_theirs.py").write_text(snippet("unit-test"))

    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(tmp_path), "test_theirs.py"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert ran.returncode == 0, ran.stdout
    assert re.search(r"\b[1-9]\d* passed", ran.stdout)


def test_the_journey_prints_what_the_readme_shows() -> None:
    known: dict[str, str] = {}
    answer = ""
    with running_service() as service, httpx2.Client(timeout=30) as web:
        for command in journey():
            if command.assigns:
                known[command.assigns] = _read(command.assigns, answer, service)
                continue
            answer = _curl(web, command, known, service.base_url)
            assert command.was_printed(answer), f"{command.words}\n{answer}"
    assert len(known) == 5


def _read(name: str, answer: str, service: RunningService) -> str:
    if name == "CODE":
        return service.wait_for(r"Your code is (\d{6})")[1]
    return str(json.loads(answer)[FIELDS[name]])


def _curl(web: httpx2.Client, command: Command, known: dict[str, str], base_url: str) -> str:
    """Do what curl would do with the few options that the README uses."""
    method, headers, content, url = "", {}, None, ""
    words = iter(Template(word).substitute(known) for word in command.words[1:])
    for word in words:
        match word:
            case "-X":
                method = next(words)
            case "-H":
                name, _, value = next(words).partition(": ")
                headers[name] = value
            case "--json":
                content, headers["Content-Type"] = next(words), "application/json"
            case "-d":
                content, headers["Content-Type"] = next(words), "application/x-www-form-urlencoded"
            case _:
                url = word.replace("localhost:8000", base_url)
    answer = web.request(method or ("POST" if content else "GET"), url, headers=headers, content=content)
    assert answer.status_code < 400, f"{url}: {answer.text}"
    return answer.text
