import ast
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "src" / "todoauth"
INSIDE = sorted([*SOURCE.glob("domain/**/*.py"), *SOURCE.glob("ports/**/*.py")])
LINTER = Path(sys.executable).with_name("lint-imports")

# Where a line is planted, the line, and the contract that it breaks.
VIOLATIONS = [
    ("domain/model", "import todoauth.ports.system", "dependencies point inwards"),
    ("adapters", "import todoauth.domain.use_cases", "dependencies point inwards"),
    ("ports", "import sqlalchemy", "the inside needs only the standard library"),
    ("adapters", "import fastapi", "the web and the container stay in entrypoints"),
    ("adapters/sql", "import todoauth.adapters.memory", "adapters do not know each other"),
    ("entrypoints/http", "import todoauth.adapters.memory", "routes never see an adapter or the container"),
    ("entrypoints/http", "import todoauth.entrypoints.container", "routes never see an adapter or the container"),
    ("testing", "import todoauth.entrypoints", "the contract suites run without the entrypoints"),
]


def broken_contracts(source: Path) -> set[str]:
    command: list[str | Path] = [LINTER, "--config", ROOT / "pyproject.toml", "--no-cache", "--no-logo"]
    report = subprocess.run(command, cwd=source, capture_output=True, text=True, check=False)
    broken = set(re.findall(r"^(.+) BROKEN", report.stdout, re.MULTILINE))
    assert (report.returncode != 0) == bool(broken), report.stdout + report.stderr
    return broken


def test_the_tree_keeps_every_contract() -> None:
    assert broken_contracts(ROOT / "src") == set()


@pytest.mark.parametrize(("place", "line", "contract"), VIOLATIONS, ids=[f"{v[0]}: {v[1]}" for v in VIOLATIONS])
def test_a_violation_breaks_its_contract_and_no_other(tmp_path: Path, place: str, line: str, contract: str) -> None:
    shutil.copytree(SOURCE, tmp_path / "todoauth", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "todoauth" / place / "planted.py").write_text(f"{line}\n")
    assert broken_contracts(tmp_path) == {contract}


def test_every_contract_has_a_violation() -> None:
    names = re.findall(r'^name = "([^"]+)"\ntype =', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert {contract for _, _, contract in VIOLATIONS} == set(names)


@pytest.mark.parametrize("path", INSIDE, ids=[str(path.relative_to(SOURCE)) for path in INSIDE])
def test_the_inside_imports_nothing_but_itself_and_the_standard_library(path: Path) -> None:
    assert {name.partition(".")[0] for name in imports(path)} <= {"todoauth"} | sys.stdlib_module_names


def test_the_front_door_imports_the_inside_only() -> None:
    packages = {".".join(name.split(".")[:2]) for name in imports(SOURCE / "__init__.py")}
    assert packages - sys.stdlib_module_names == {"todoauth.domain", "todoauth.ports"}


def test_the_packages_of_the_inside_export_nothing_by_themselves() -> None:
    assert [imports(SOURCE / name / "__init__.py") for name in ("domain", "ports")] == [set(), set()]


def imports(path: Path) -> set[str]:
    nodes = list(ast.walk(ast.parse(path.read_text())))
    modules = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    return modules | {f"{node.module}" for node in nodes if isinstance(node, ast.ImportFrom)}
