"""A PostgreSQL server that is stopped, killed and started again, always at the same place and with the same data."""

import os
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit

from tests.servers.binaries import candidates, first_complete
from tests.servers.postgres import PostgresServer, serving
from tests.servers.processes import wait_until

# As safe as it is by default: what was acknowledged must survive. It is started anew for as long as "$2" is not there.
# A commit that is not waited for is written late, so that losing it is certain, and a deadlock is noticed early.
SERVE = """
"$0/initdb" -D data -X "$PWD/wal" -U postgres -A trust -E UTF8 --locale=C -N >/dev/null || exit
trap 'over=1; kill -INT $server' INT
until [ "$over" ]; do
  "$0/postgres" -D data -p "$1" -h 127.0.0.1 -k '' -N 200 -c wal_writer_delay=10s -c deadlock_timeout=400ms &
  server=$!
  wait $server
  wait $server
  while [ -e "$2" ] && [ ! "$over" ]; do sleep 0.02; done
done
exit 0
"""


@dataclass(frozen=True, slots=True)
class MortalPostgres:
    """A server, and the file that keeps it from being started."""

    server: PostgresServer
    down: Path

    @property
    def place(self) -> str:
        """Its host and port."""
        return urlsplit(self.server.address).netloc.rpartition("@")[2]

    @property
    def pid(self) -> int:
        """The number of its process."""
        [row] = self.server.do("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid")
        return int(row["pid"])

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: by SIGINT in good order, by SIGQUIT as a crash would, by SIGKILL as the kernel would."""
        self.down.touch()
        self.server.signal(how)
        wait_until(lambda: not self.server.answers())

    def start(self) -> None:
        """Have it serve again."""
        self.down.unlink()
        wait_until(self.server.answers)


@contextmanager
def mortal_postgres_server(within: Sequence[str] = ()) -> Iterator[MortalPostgres]:
    """A server started here.

    Args:
        within: what to run it in, if not simply here; then whom it runs as is decided there.

    Raises:
        PostgresMissing: there is no server on this machine.
    """
    with TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        down = Path(folder) / "down"
        with serving(first_complete(candidates(os.environ)), SERVE, str(down), within=within) as server:
            yield MortalPostgres(server, down)
