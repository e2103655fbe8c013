"""What this machine is, and what its processes use of it. Linux only: nothing else tells it so exactly."""

import os
import platform
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

APP, REST = {0}, {1}
"""The core of the program that is measured, and that of the database and of who asks."""

_CPU_OF_PROCESS = 2  # CPUCLOCK_SCHED, in the clock of another process (see clock_getcpuclockid(3))


class TooFewCores(Exception):
    """There must be one core for what is measured and another for all else."""


def stay_off_the_apps_core() -> None:
    """Leave the first core to the program that is measured: this process, and what it starts, use the second.

    Raises:
        TooFewCores: there is only one.
    """
    if not os.sched_getaffinity(0) >= APP | REST:
        raise TooFewCores("The benchmark needs cores 0 and 1.")
    os.sched_setaffinity(0, REST)


def use_both_cores() -> None:
    """Let this process, and what it starts from now on, use both."""
    os.sched_setaffinity(0, APP | REST)


def family(pid: int) -> list[int]:
    """Return a process and all that came from it and live."""
    return [pid, *_descendants(pid)]


def cpu_seconds(pid: int | None) -> Mapping[int, float]:
    """Return the CPU time that a process, if there is one, and each that came from it has used so far, in seconds."""
    used = dict[int, float]()
    for each in family(pid) if pid else ():
        with suppress(OSError):  # it has just ended
            used[each] = time.clock_gettime(~each << 3 | _CPU_OF_PROCESS)
    return used


def cpu_since(before: Mapping[int, float], pid: int | None) -> float:
    """Return how much more it is by now, of those that live."""
    return sum(used - before.get(each, 0.0) for each, used in cpu_seconds(pid).items())


def resident_mib(pid: int) -> float:
    """Return what a process keeps in memory, in MiB."""
    status = Path(f"/proc/{pid}/status").read_text()
    [line] = [line for line in status.splitlines() if line.startswith("VmRSS:")]
    return int(line.split()[1]) / 1024


def told() -> dict[str, object]:
    """Return what a reader must know of the machine to make anything of a figure."""
    models = [line for line in Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "processor": models[0].partition(": ")[2] if models else platform.machine(),
        "cores": os.cpu_count(),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load": os.getloadavg()[0],
    }


def _descendants(pid: int) -> Iterator[int]:
    for child in _children(pid):
        yield child
        yield from _descendants(child)


def _children(pid: int) -> list[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has just ended
        return []
