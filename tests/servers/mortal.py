"""Servers that are stopped, killed and started again, always at the same place and with the same data."""

import os
import signal
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from tests.servers.processes import wait_until


class Server(Protocol):
    """A database server, whichever it is."""

    @property
    def address(self) -> str:
        """Its URL, as whoever may do everything."""
        ...

    @property
    def pid(self) -> int:
        """The number of its process."""
        ...

    def url(self, database: str) -> str:
        """The address of a database on it."""
        ...

    def create_database(self, name: str) -> str:
        """Create an empty database; return its URL."""
        ...

    def answers(self) -> bool:
        """Whether it takes connections."""
        ...

    def do(self, statement: str) -> Sequence[Any]:  # Any: rows, as its driver has them
        """Run a statement; return its rows."""
        ...


@dataclass(frozen=True, slots=True)
class Mortal:
    """A server, the file that keeps it from being started, and the signal that ends it in good order."""

    server: Server
    down: Path
    farewell: signal.Signals

    @property
    def place(self) -> str:
        """Its host and port."""
        return urlsplit(self.server.address).netloc.rpartition("@")[2]

    def stop(self, how: signal.Signals | None = None) -> None:
        """End it, in good order unless another signal is given."""
        self.down.touch()
        os.kill(self.server.pid, how or self.farewell)
        wait_until(lambda: not self.server.answers())

    def start(self) -> None:
        """Have it serve again."""
        self.down.unlink()
        wait_until(self.server.answers)
