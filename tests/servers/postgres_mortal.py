"""A PostgreSQL server that is stopped, killed and started again."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT
from tempfile import TemporaryDirectory

from tests.servers.binaries import candidates, first_complete
from tests.servers.mortal import Mortal
from tests.servers.postgres import serving

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


@contextmanager
def mortal_postgres_server(within: Sequence[str] = ()) -> Iterator[Mortal]:
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
            yield Mortal(server, down, SIGINT)
