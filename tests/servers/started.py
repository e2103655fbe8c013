"""Programs that have their libraries already: what is imported before each of them is imported once.

Only what others have written is there before a program of ours begins. Its own modules it imports itself.
"""

import io
import multiprocessing
import os
import runpy
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired
from tempfile import TemporaryDirectory

SECONDS_TO_RUN = 60
LIBRARIES = [
    "alembic.command",
    "bcrypt",
    "click",
    "dependency_injector.containers",
    "fastapi",
    "jwt",
    "pydantic_settings",
    "sqlalchemy.dialects.postgresql",
    "sqlalchemy.dialects.sqlite",
    "structlog",
    "uvicorn",
]

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(LIBRARIES)


def run_module(
    module: str, arguments: Sequence[str], *, cwd: Path, environ: Mapping[str, str], stdin: str
) -> CompletedProcess[str]:
    """What `python -m module` does, with nobody at a terminal.

    Raises:
        TimeoutExpired: it had not ended after a minute.
    """
    with TemporaryDirectory() as folder:
        standard = [Path(folder) / name for name in ("in", "out", "err")]
        for path in standard:
            path.write_text(stdin if path.name == "in" else "")
        process = _context.Process(target=_run, args=(module, arguments, cwd, dict(environ), standard))
        process.start()
        process.join(SECONDS_TO_RUN)
        if process.exitcode is None:
            process.kill()
            raise TimeoutExpired(module, SECONDS_TO_RUN)
        return CompletedProcess(arguments, process.exitcode, *(path.read_text() for path in standard[1:]))


def _run(module: str, arguments: Sequence[str], cwd: Path, environ: dict[str, str], standard: Sequence[Path]) -> None:
    for number, path in enumerate(standard):
        os.dup2(os.open(path, os.O_RDWR | os.O_APPEND), number)
    sys.stdin, sys.stdout, sys.stderr = (
        io.TextIOWrapper(io.FileIO(number, mode, closefd=False), write_through=True)
        for number, mode in enumerate(("r", "w", "w"))
    )
    os.environ.clear()
    os.environ.update(environ)
    os.chdir(cwd)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
