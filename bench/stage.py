"""Programs that run side by side, of which one at a time is awake."""

import os
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

from bench.load import Served, served
from bench.machine import cpu_seconds, cpu_since, family, resident_mib
from bench.programs import Program
from bench.servers import run_all
from bench.works import Work
from tests.servers.processes import Process, free_port, supervised, temporary_folder
from tests.servers.service import without_settings

_PINNED = (sys.executable, "-IS", str(Path(__file__).with_name("pinned.py")))


_A_MOMENT, _AT_REST = 0.1, 0.15  # seconds, and the part of them that a program may use which does nothing


class Unfair(Exception):
    """A program did not do what was measured, so nothing can be said of it."""


@dataclass(frozen=True, slots=True)
class Measure:
    """What came of one round.

    Args:
        rate: requests a second.
        p50: milliseconds.
        p99: milliseconds.
        app_cpu: microseconds of CPU time of the program for each request.
        database_cpu: the same of the database.
        resident: MiB that the program's largest process kept in memory at the end.
    """

    rate: float
    p50: float
    p99: float
    app_cpu: float
    database_cpu: float
    resident: float


@dataclass(frozen=True, slots=True)
class Actor:
    """A program that runs."""

    program: Program
    port: int
    database: str
    process: Process

    @contextmanager
    def awake(self) -> Iterator[None]:
        """It runs in this block, and otherwise does nothing at all: not even what others do when they are idle."""
        self.signal(signal.SIGCONT)
        try:
            yield
        finally:
            self.signal(signal.SIGSTOP)

    def measured(self, work: Work, requests: Path, seconds: int, server: int | None) -> Measure:
        """Return what came of asking for so long.

        Args:
            server: the number of the database's process, if it has one.

        Raises:
            Unfair: not every answer was right.
        """
        before, database_before = cpu_seconds(self.process.pid), cpu_seconds(server)
        told = served(self.port, requests, seconds=seconds)
        app, database = cpu_since(before, self.process.pid), cpu_since(database_before, server)
        resident = max(map(resident_mib, family(self.process.pid)))
        if work.undo:
            self.come_to_rest()
            run_all(self.database, work.undo)
        return _measure(self.program.name, told, app, database, resident)

    def come_to_rest(self) -> None:
        """Wait until what nobody waits for any more is done, too: it would be there after all was put back."""
        while True:
            before = cpu_seconds(self.process.pid)
            time.sleep(_A_MOMENT)
            if cpu_since(before, self.process.pid) < _A_MOMENT * _AT_REST:
                return

    def signal(self, number: signal.Signals) -> None:
        """Send it, and all that came from it, a signal."""
        for pid in family(self.process.pid):
            os.kill(pid, number)


@contextmanager
def acting(program: Program, url: str) -> Iterator[Actor]:
    """Start a program with the database at that address, asleep."""
    port = free_port()
    pinned = [*_PINNED, ",".join(map(str, program.cores)), *program.command(port)]
    environ = without_settings(os.environ) | dict(program.environ(port, url))
    with supervised(pinned, temporary_folder(), environ=environ) as process:
        process.wait_until(lambda: _answers(port))
        actor = Actor(program, port, url, process)
        actor.signal(signal.SIGSTOP)
        try:
            yield actor
        finally:
            actor.signal(signal.SIGCONT)


def _measure(name: str, told: Served, app: float, database: float, resident: float) -> Measure:
    if told.refused or told.broken or not told.requests:
        raise Unfair(f"{name}: of {told.requests} answers {told.refused} were refusals, and {told.broken} were lost")
    micro = 1e6 / told.requests
    return Measure(told.requests / told.seconds, told.p50, told.p99, app * micro, database * micro, resident)


def _answers(port: int) -> bool:
    connection = HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/todos")
        return connection.getresponse().status < 500
    except OSError:
        return False
    finally:
        connection.close()
