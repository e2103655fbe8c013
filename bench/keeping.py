"""What a run was made on and what came of it, where it can be looked up."""

import json
import os
import subprocess
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from bench import machine
from bench.load import generator
from bench.venvs import ROOT
from tests.servers.binaries import candidates, first_complete

_RESULTS = Path(__file__).with_name("results")
_SHOWN = ("uvicorn", "uvloop", "asyncpg", "fastapi", "starlette", "pydantic", "sqlalchemy", "pyjwt")


def about() -> Mapping[str, object]:
    """Return what a reader must know to make anything of the figures."""
    packages = {name: version(name) for name in _SHOWN}
    return {
        "date": datetime.now(UTC).isoformat(timespec="minutes"),
        "commit": commit(),
        **machine.told(),
        "postgres": _said(first_complete(candidates(os.environ)) / "postgres", "--version"),
        "load from": generator(),
        **packages,
    }


def commit() -> str:
    """Return which version of the source this is."""
    return _said("git", "-C", str(ROOT), "describe", "--always", "--dirty")


def write(name: str, text: str) -> Path:
    """Write a result; return where."""
    _RESULTS.mkdir(exist_ok=True)
    place = _RESULTS / name
    place.write_text(text)
    return place


def keep(kind: str, told: Mapping[str, object], found: object) -> Path:
    """Write figures down; return where."""
    whole = json.dumps({"about": told, "found": found}, indent=1, default=_plain)
    return write(f"{kind}-{datetime.now(UTC):%Y-%m-%d-%H%M}-{told['commit']}.json", f"{whole}\n")


def _plain(value: object) -> object:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    raise TypeError(f"{type(value)} cannot be kept")


def _said(*command: str | Path) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
