"""The README tells the truth."""

import os
import re
import subprocess
import sys
from pathlib import Path

import httpx2

from tests.readme import README, snippet, walk
from tests.servers import running_service
from todoauth.adapters.jwt import Algorithm
from todoauth.entrypoints.keys.turning import Purpose, make_rings, rotate
from todoauth.entrypoints.settings import Settings

SOURCES = README.parent / "src"


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


def test_the_verifier_snippet_reads_a_token_of_a_service_elsewhere(tmp_path: Path) -> None:
    settings = Settings(data_dir=tmp_path, keys_file=tmp_path / "keys.json")
    make_rings(settings, algorithm=Algorithm.EDDSA)
    rotate(settings, Purpose.SIGNING)
    variables = {"TODOAUTH_DATA_DIR": str(tmp_path), "TODOAUTH_KEYS_FILE": str(settings.keys_file)}
    with running_service(variables) as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        person = {"username": "ada", "password": "correct horse battery staple"}
        ada = web.post("/users/sign-up", json=person).json()
        token = web.post("/users/log-in", json=person).json()["access_token"]
        code = snippet("verifier").replace("https://accounts.example.org", service.base_url)
        tests = f"import asyncio; print(asyncio.run(bearer_of({token!r})).user_id)"

        ran = subprocess.run([sys.executable, "-c", f"{code}\n{tests}"], capture_output=True, text=True, check=False)

    assert (ran.returncode, ran.stdout, ran.stderr) == (0, f"{ada['id']}\n", "")


def test_the_journey_prints_what_the_readme_shows() -> None:
    with running_service() as service:
        walk(service.base_url, code=lambda: service.wait_for(r"Your code is (\d{6})")[1])
