import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest

import todoauth

ROOT = Path(__file__).parents[1]
UV = Path(sys.executable).with_name("uv")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
EXTRAS = sorted(PROJECT["optional-dependencies"])
# Spelled so that this file does not find itself.
MACHINE = re.compile("/(?:wor[k]|roo[t]|opt/wheel[s])/|/(?:hom[e]|User[s])/[a-z]")
INDEX = re.compile(r"https?://([^/\s\"']+)\S*/simple\b")


def run(*command: str | Path) -> str:
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def texts() -> dict[str, str]:
    """The text of every file that is, or could be, committed."""
    names = run("git", "ls-files", "--cached", "--others", "--exclude-standard").splitlines()
    return {name: (ROOT / name).read_text(errors="replace") for name in names if (ROOT / name).is_file()}


def requirements(*options: str) -> set[str]:
    """What a locked installation with these options consists of."""
    plain = ["--no-emit-project", "--no-hashes", "--no-annotate", "--no-header"]
    lines = run(UV, "export", "--quiet", "--no-config", "--frozen", "--no-dev", *plain, *options).splitlines()
    return {line.partition(";")[0].strip() for line in lines}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    folder = tmp_path_factory.mktemp("dist")
    run(UV, "build", "--wheel", "--no-build-isolation", "--offline", "--python", sys.executable, "--out-dir", folder)
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as archive:
        yield archive


def test_the_lock_names_the_public_index_alone() -> None:
    hosts = set(re.findall(r"https?://([^/\"]+)", (ROOT / "uv.lock").read_text()))
    assert hosts == {"pypi.org", "files.pythonhosted.org"}


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert [name for name, text in texts().items() if MACHINE.search(text)] == []


def test_no_file_names_another_index() -> None:
    found = {host for text in texts().values() for host in INDEX.findall(text)}
    assert found == {"pypi.org"}


def test_the_wheel_is_the_source_tree_and_nothing_else(wheel: ZipFile) -> None:
    source = {str(path.relative_to(ROOT / "src")) for path in (ROOT / "src/todoauth").rglob("*") if path.is_file()}
    packed = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert packed == {name for name in source if "__pycache__" not in name}


@pytest.mark.parametrize(
    "pattern",
    [
        r"py\.typed",
        r"adapters/sql/migrations/versions/\w+\.py",
        r"adapters/sql/(postgres|sqlite)/texts\.json",
        r"entrypoints/http/.+\.(html|js|css)",
    ],
)
def test_the_wheel_brings_what_is_no_module(wheel: ZipFile, pattern: str) -> None:
    assert any(re.fullmatch(f"todoauth/{pattern}", name) for name in wheel.namelist())


def test_the_wheel_brings_no_tests_but_the_published_suites(wheel: ZipFile) -> None:
    assert not [name for name in wheel.namelist() if name.startswith("tests/") or "/test_" in name]


def test_the_wheel_brings_its_licence(wheel: ZipFile) -> None:
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel.namelist())


def test_the_package_knows_its_version() -> None:
    assert todoauth.__version__ == PROJECT["version"]


def test_without_extras_nothing_else_is_installed() -> None:
    assert requirements() == set()


@pytest.mark.parametrize("extra", EXTRAS)
def test_an_extra_can_be_installed_and_is_part_of_all(extra: str) -> None:
    assert set() < requirements("--extra", extra) <= requirements("--extra", "all")


def test_a_deployment_has_nothing_that_is_for_terminals_alone() -> None:
    """Loggers load what paints on terminals where it is installed, and keep it."""
    named = {line.partition("==")[0] for line in requirements("--extra", "server", "--extra", "postgres")}
    assert "structlog" in named
    assert named & {"pygments", "rich", "typer"} == set()
