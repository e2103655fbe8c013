"""The kit as other people use it: in a project of theirs, with nothing of ours but the package."""

import os
import subprocess
import sys
from pathlib import Path

CONFTEST = """
import pytest
{database}

pytest_plugins = ["todoauth.testing.plugin"]

@pytest.fixture
def database():
    return Database()
"""

SUITES = """
from todoauth.testing.contracts import OutcomesContract, UnitOfWorkContract

class TestUnitOfWork(UnitOfWorkContract): ...

class TestOutcomes(OutcomesContract): ...
"""


def run(project: Path, database: str) -> subprocess.CompletedProcess[str]:
    (project / "conftest.py").write_text(CONFTEST.format(database=database))
    (project / "test_contracts.py").write_text(SUITES)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:xdist"]
    environ = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    return subprocess.run(command, cwd=project, env=environ, capture_output=True, text=True, check=False)


def test_a_database_of_other_people_is_bound_by_one_fixture(tmp_path: Path) -> None:
    report = run(tmp_path, "from todoauth.adapters.memory import MemoryDatabase as Database")
    assert report.returncode == 0, report.stdout + report.stderr
    assert " passed" in report.stdout


def test_a_broken_database_is_told_what_was_expected(tmp_path: Path) -> None:
    report = run(tmp_path, "from tests.contracts.faults.databases import CommitsWhateverHappens as Database")
    assert report.returncode == 1
    # Not just that it failed: pytest shows both sides, as it does in tests of one's own.
    assert "Extra items in the left set" in report.stdout
