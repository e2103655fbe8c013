"""Pair this source with an earlier commit of it, each in its own environment, on the same rows."""

import argparse
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bench import filling, machine, programs, works
from bench.keeping import about, keep
from bench.rounds import played
from bench.servers import postgres
from bench.table import document
from bench.venvs import ROOT

_WORKS = (works.LIST_TODOS, works.READ_ACCOUNT, works.CREATE_TODO, works.UPDATE_TODO)


def main() -> int:
    """Measure and tell; return 0, since a figure is not wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.compare", description=__doc__)
    parser.add_argument("base", help="a commit, as git knows it")
    parser.add_argument("--rounds", type=int, default=10, help="of each (10)")
    parser.add_argument("--seconds", type=int, default=1, help="of each round (1)")
    asked = parser.parse_args()
    with environment_of(asked.base) as python:
        machine.stay_off_the_apps_core()
        told = {**about(), "base": asked.base}
        both = {programs.product(asked.base, python): python, programs.product(): None}
        with postgres() as server:
            for program, at in both.items():
                url = server.create_database(program.database)
                filling.migrate(url, at)
                filling.fill(url)
            found = {
                work.name: played(work, [*both], server, rounds=asked.rounds, seconds=asked.seconds) for work in _WORKS
            }
    keep("compare", told, found)
    print(document(told, found, asked.rounds, asked.seconds, against=[asked.base]))
    return 0


@contextmanager
def environment_of(commit: str) -> Iterator[Path]:
    """Check a commit out beside this source, with an environment of its own; yield the Python of that."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "base"
        _git("worktree", "add", "--quiet", "--detach", str(place), commit)
        try:
            subprocess.run(["make", "--silent", "setup"], cwd=place, check=True)
            yield place / ".venv/bin/python"
        finally:
            _git("worktree", "remove", "--force", str(place))


def _git(*arguments: str) -> None:
    subprocess.run(["git", "-C", str(ROOT), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main())
