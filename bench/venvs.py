"""A virtual environment for each set of pinned requirements."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[1]
_PLACE = ROOT / ".venv-bench"
_DEPLOYED = ("server", "postgres", "redis", "smtp")
_UV = Path(sys.executable).with_name("uv")


def python_with(requirements: Path) -> Path:
    """Return a Python that has exactly these packages; the first time it is made, from wheels alone."""
    place = _PLACE / requirements.parent.name
    python, done = place / "bin/python", place / requirements.name
    wanted = requirements.read_text()
    if not done.exists() or done.read_text() != wanted:
        _uv("venv", "--quiet", "--clear", "--python", sys.executable, str(place))
        _uv("pip", "sync", "--quiet", "--only-binary", ":all:", "--python", str(python), str(requirements))
        done.write_text(wanted)
    return python


@cache
def deployed() -> Path:
    """Return a Python that has what a deployment has: no tools, and no extras that it does not need."""
    place = _PLACE / "deployed"
    extras = [part for extra in _DEPLOYED for part in ("--extra", extra)]
    _uv(
        "sync",
        "--quiet",
        "--frozen",
        "--no-default-groups",
        "--compile-bytecode",
        *extras,
        UV_PROJECT_ENVIRONMENT=str(place),
    )
    return place / "bin/python"


def versions_in(requirements: Path) -> dict[str, str]:
    """Return the version of each package."""
    return dict(line.split("==") for line in requirements.read_text().split())


def _uv(*arguments: str, **environ: str) -> None:
    subprocess.run([_UV, *arguments], check=True, cwd=ROOT, env={**os.environ, **environ})
