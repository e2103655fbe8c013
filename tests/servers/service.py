"""The service itself, as `todoauth serve` starts it."""

import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from signal import SIGTERM, Signals
from urllib.parse import urlsplit

from tests.servers.processes import Process, free_port, supervised, temporary_folder

TODOAUTH = [sys.executable, "-m", "todoauth.entrypoints"]


@dataclass(frozen=True, slots=True)
class RunningService:
    """A service that answers at `base_url`, its prefix included."""

    base_url: str
    process: Process

    @property
    def console(self) -> str:
        """All that it has printed so far, mails included."""
        return self.process.console

    def signal(self, number: Signals) -> None:
        """Send it a signal."""
        self.process.signal(number)

    def wait_for(self, pattern: str, *, since: int = 0) -> re.Match[str]:
        """The first match of `pattern` on the console after its first `since` characters, once there is one."""
        self.process.wait_until(lambda: re.search(pattern, self.console[since:]) is not None)
        found = re.search(pattern, self.console[since:])
        assert found is not None
        return found


@contextmanager
def running_service(
    settings: Mapping[str, str] | None = None,
    *,
    until: str = "/health/ready",
    exit_code: int = 0,
    within: Sequence[str] = (),
) -> Iterator[RunningService]:
    """Serve on a free port with a data directory of its own, unless `settings` say otherwise; leave by Ctrl-C.

    Nothing of the caller's own settings reaches the service. It is there when `until` answers 200. It runs `within`
    another command, if one is given, which must become it.
    """
    folder = temporary_folder()
    defaults = {"TODOAUTH_BIND": f"127.0.0.1:{free_port()}", "TODOAUTH_DATA_DIR": str(folder), "PYTHONUNBUFFERED": "1"}
    environ = without_settings(os.environ) | defaults | dict(settings or {})
    base_url = f"http://{environ['TODOAUTH_BIND']}{environ.get('TODOAUTH_PREFIX', '')}"
    with supervised([*within, *TODOAUTH, "serve"], folder, environ=environ, exit_code=exit_code) as process:
        process.wait_until(lambda: _answers(base_url, until))
        yield RunningService(base_url, process)


@contextmanager
def running_worker(settings: Mapping[str, str]) -> Iterator[Process]:
    """Deliver mail apart from the service; leave by Ctrl-C, which it must know the meaning of first."""
    folder = temporary_folder()
    environ = without_settings(os.environ) | {"TODOAUTH_DATA_DIR": str(folder)} | dict(settings)
    with supervised([*TODOAUTH, "worker"], folder, environ=environ) as process:
        process.wait_until(lambda: process.hears(SIGTERM))
        yield process


def without_settings(environ: Mapping[str, str]) -> dict[str, str]:
    """`environ` without the settings of a service."""
    return {name: value for name, value in environ.items() if not name.startswith("TODOAUTH_")}


def _answers(base_url: str, path: str) -> bool:
    address = urlsplit(base_url)
    connection = HTTPConnection(address.netloc, timeout=5)
    try:
        connection.request("GET", f"{address.path}{path}")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()
