"""Two PostgreSQL servers: a primary, and a standby that streams from it."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from signal import SIGKILL
from urllib.parse import urlsplit

from tests.servers.binaries import candidates, first_complete
from tests.servers.postgres import PostgresServer, serving
from tests.servers.processes import wait_until

# Here much has to survive: whatever is acknowledged is on the disk, of both if the standby is synchronous.
DURABLE = "-h 127.0.0.1 -k '' -N 100 -c fsync=on -c synchronous_commit=on"
PRIMARY = f"""
"$0/initdb" -D data -U postgres -A trust -E UTF8 --locale=C -N >/dev/null &&
exec "$0/postgres" -D data -p "$1" {DURABLE} -c synchronous_standby_names="$2"
"""
STANDBY = f"""
"$0/pg_basebackup" -D data -R -X stream -c fast -N -d "$2" &&
exec "$0/postgres" -D data -p "$1" {DURABLE}
"""


@dataclass(frozen=True, slots=True)
class PostgresPair:
    """A primary and its standby; `url` names both, for whoever wants the one that takes writes."""

    primary: PostgresServer
    standby: PostgresServer

    def url(self, database: str) -> str:
        """The address of a database on whichever of the two is the primary."""
        places = ",".join(urlsplit(server.address).netloc.rpartition("@")[2] for server in (self.primary, self.standby))
        return f"postgresql://postgres@{places}/{database}?target_session_attrs=read-write"

    def kill_primary(self) -> None:
        """End the primary as a power cut would."""
        os.kill(self.primary.pid, SIGKILL)

    def promote(self) -> None:
        """Make the standby a primary; return when it takes writes."""
        [promoted] = self.standby.do("SELECT pg_promote() AS is_done")
        assert promoted["is_done"]

    def part(self) -> None:
        """Let nothing more reach the standby; return when that is so."""
        for statement in ("ALTER SYSTEM SET primary_conninfo = ''", "SELECT pg_reload_conf()"):
            self.standby.do(statement)
        wait_until(lambda: not self.standby.do("SELECT FROM pg_stat_wal_receiver"))


@contextmanager
def own_postgres_pair(*, synchronous: bool = True, environ: Mapping[str, str] = os.environ) -> Iterator[PostgresPair]:
    """A pair started here, to break as one likes; gone when the block is left.

    Args:
        synchronous: whether the primary acknowledges only what the standby has on its disk, too.

    Raises:
        PostgresMissing: there is no server on this machine.
    """
    binaries = first_complete(candidates(environ))
    names, state = ("*", "sync") if synchronous else ("", "async")
    streaming = f"SELECT FROM pg_stat_replication WHERE state = 'streaming' AND sync_state = '{state}'"
    with serving(binaries, PRIMARY, names) as primary, serving(binaries, STANDBY, primary.address) as standby:
        wait_until(lambda: bool(primary.do(streaming)))
        yield PostgresPair(primary, standby)
