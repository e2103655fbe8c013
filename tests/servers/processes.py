"""Processes of the tests' own: watched while they run, and gone when the test run is."""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from secrets import choice
from tempfile import TemporaryFile, mkdtemp
from typing import IO

SECONDS_TO_WAIT = 60
BELOW_EPHEMERAL = range(10_000, 32_768)  # Linux hands out none of these (net.ipv4.ip_local_port_range)
SUPERVISOR = Path(__file__).with_name("supervisor.py")


def free_port() -> int:
    """A TCP port of 127.0.0.1 that nobody listened on a moment ago, and that whoever asks for any does not get."""
    while True:
        port = choice(BELOW_EPHEMERAL)
        with suppress(OSError), socket.create_server(("127.0.0.1", port)):
            return port


def temporary_folder(owner: str | None = None) -> Path:
    """A folder with a short name in the system's temporary folder, private to `owner`."""
    folder = Path(mkdtemp(prefix="todoauth-"))
    if owner is not None:
        shutil.chown(folder, owner)
    return folder


def unprivileged_user(*names: str) -> str | None:
    """Whom to run as what must not run as root: the first of `names` that there is; nobody else, unless we are root."""
    if os.geteuid() != 0:
        return None
    users = {entry.pw_name for entry in pwd.getpwall()}
    return next(name for name in names if name in users)


def wait_until(holds: Callable[[], bool]) -> None:
    """Return once it holds; a minute that passes raises."""
    deadline = time.monotonic() + SECONDS_TO_WAIT
    while not holds():
        if time.monotonic() > deadline:
            raise TimeoutError(f"Not so after {SECONDS_TO_WAIT} s")
        time.sleep(0.05)


@dataclass(frozen=True, slots=True)
class Process:
    """A command that runs."""

    _popen: subprocess.Popen[bytes]
    _console: IO[bytes]

    @property
    def pid(self) -> int:
        """The number of the command's own process, on Linux."""
        supervisor = self._popen.pid
        [pid] = Path(f"/proc/{supervisor}/task/{supervisor}/children").read_text().split()
        return int(pid)

    @property
    def console(self) -> str:
        """All that it has printed so far."""
        descriptor = self._console.fileno()
        # A positioned read leaves alone the offset that the writer shares.
        return os.pread(descriptor, os.fstat(descriptor).st_size, 0).decode()

    def hears(self, number: signal.Signals) -> bool:
        """Whether the command, once there is one, does with a signal what it thinks best, on Linux."""
        try:
            status = Path(f"/proc/{self.pid}/status").read_text()
        except ValueError:
            return False
        [caught] = re.findall(r"^SigCgt:\s*(\w+)$", status, re.MULTILINE)
        return bool(int(caught, 16) >> (number - 1) & 1)

    def signal(self, number: signal.Signals) -> None:
        """Send the command itself a signal, which whoever watches over it does not hear."""
        os.kill(self.pid, number)

    def wait(self) -> int:
        """Return its exit code, once it has ended."""
        return self._popen.wait(SECONDS_TO_WAIT)

    def wait_until(self, ready: Callable[[], bool]) -> None:
        """Return once `ready()`; a process that ends first, or a minute that passes, raises what the console says."""
        deadline = time.monotonic() + SECONDS_TO_WAIT
        while not ready():
            if self._popen.poll() is not None:
                raise RuntimeError(f"The process ended with {self._popen.returncode}:\n{self.console}")
            if time.monotonic() > deadline:
                raise TimeoutError(f"Not ready after {SECONDS_TO_WAIT} s:\n{self.console}")
            time.sleep(0.02)


@contextmanager
def supervised(
    command: Sequence[str],
    folder: Path,
    *,
    user: str | None = None,
    environ: Mapping[str, str] = os.environ,
    exit_code: int = 0,
) -> Iterator[Process]:
    """Run `command` inside `folder`, which vanishes with it; leaving interrupts it and expects an exit code.

    Killing it is allowed. It cannot outlive this process, not even one that is killed.
    """
    supervisor = [sys.executable, "-IS", str(SUPERVISOR), str(folder), user or "", *command]
    with TemporaryFile() as console:
        with subprocess.Popen(
            supervisor,
            stdin=subprocess.PIPE,
            stdout=console,
            stderr=subprocess.STDOUT,
            env=environ,
            start_new_session=True,
        ) as popen:
            process = Process(popen, console)
            yield process
        assert popen.returncode == exit_code, process.console
