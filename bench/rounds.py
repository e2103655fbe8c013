"""Programs that take turns, round by round, so that what the machine does meanwhile befalls all of them alike."""

import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeAlias

from bench.checks import check, check_manners
from bench.figures import turns
from bench.load import write_requests
from bench.programs import Program
from bench.servers import run_all
from bench.stage import Actor, Measure, Unfair, acting
from bench.works import Work

Measures: TypeAlias = Mapping[str, Sequence[Measure]]
"""By program, round by round."""


class Databases(Protocol):
    """Where the rows are, once for each program."""

    def url(self, database: str) -> str: ...

    @property
    def pid(self) -> int | None:
        """The number of the process that serves them, if there is one."""
        ...


_WARM = 1  # second
_PATIENCE = 2


def played(work: Work, programs: Sequence[Program], databases: Databases, *, rounds: int, seconds: int) -> Measures:
    """Let all programs do the same work in turn; return what came of every round.

    Raises:
        Unfair: one of them does not do what the others do.
    """
    server, measures = databases.pid, dict[str, list[Measure]]()
    with ExitStack() as stack:
        actors = [stack.enter_context(acting(program, databases.url(program.database))) for program in programs]
        for actor in actors if server else ():  # what serves a file knows two routes only
            check_manners(actor)
        for actor in actors:
            run_all(actor.database, work.prepare)
        check(actors, work)
        files = _files(actors, work, Path(stack.enter_context(TemporaryDirectory())))
        by_name = {actor.program.name: actor for actor in actors}
        for actor in actors:
            with suppress(Unfair):  # nothing is said of it
                _once(actor, work, files, _WARM, server)
        for turn in turns([*by_name], rounds):
            for name in turn:
                measures.setdefault(name, []).append(_round(by_name[name], work, files, seconds, server))
            print(".", end="", file=sys.stderr, flush=True)
    print(f" {work.name}", file=sys.stderr)
    return {program.name: measures[program.name] for program in programs}


def _files(actors: Sequence[Actor], work: Work, folder: Path) -> Mapping[str, Path]:
    return {
        actor.program.name: write_requests(work.requests(actor.program.token), folder / str(number))
        for number, actor in enumerate(actors)
    }


def _round(actor: Actor, work: Work, files: Mapping[str, Path], seconds: int, server: int | None) -> Measure:
    """Measure; what the machine disturbed so much that answers were refused is measured anew."""
    for _ in range(_PATIENCE):
        try:
            return _once(actor, work, files, seconds, server)
        except Unfair as error:
            print(f"\nagain: {error}", file=sys.stderr)
    return _once(actor, work, files, seconds, server)


def _once(actor: Actor, work: Work, files: Mapping[str, Path], seconds: int, server: int | None) -> Measure:
    work.ready()
    with actor.awake():
        return actor.measured(work, files[actor.program.name], seconds, server)
