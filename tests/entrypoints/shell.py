"""`todoauth`, run as people run it."""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.servers.service import without_settings
from tests.servers.started import run_module

COMMAND = ("-m", "todoauth.entrypoints")


def todoauth(
    *arguments: str,
    cwd: Path,
    settings: Mapping[str, str] | None = None,
    stdin: str = "",
    command: Sequence[str] = COMMAND,
) -> subprocess.CompletedProcess[str]:
    """What a command did in `cwd`, with no settings but `settings` and nobody at a terminal."""
    environ = without_settings(os.environ) | {f"TODOAUTH_{name}": value for name, value in (settings or {}).items()}
    if command == COMMAND:
        return run_module(COMMAND[-1], arguments, cwd=cwd, environ=environ, stdin=stdin)
    return subprocess.run(
        [sys.executable, *command, *arguments],
        cwd=cwd,
        env=environ,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def without(package: str) -> Sequence[str]:
    """The command, where `package` is not installed."""
    program = f"import sys; sys.modules[{package!r}] = None; from todoauth.entrypoints.__main__ import main; main()"
    return "-c", program
