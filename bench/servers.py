"""The database that all programs ask: one server, and a copy of the same rows for each of them."""

import asyncio
import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager

import asyncpg

from bench import filling
from bench.programs import Program
from tests.servers.binaries import candidates, first_complete
from tests.servers.postgres import PostgresServer, serving

# As durable as it comes: an acknowledged change survives the loss of power. What would work at a time of its own
# choosing is done between the measurements instead.
_SERVE = """
port="$1"; shift
"$0/initdb" -D data -U postgres -A trust -E UTF8 --locale=C -N >/dev/null &&
exec "$0/postgres" -D data -p "$port" -h 127.0.0.1 -k '' -N 200 -c shared_buffers=256MB -c autovacuum=off \
    -c max_wal_size=8GB -c checkpoint_timeout=1h "$@"
"""


@contextmanager
def postgres(*settings: str) -> Iterator[PostgresServer]:
    """A server of our own, with `fsync` on, and settings (`name=value`) beside those that all measurements share.

    Raises:
        PostgresMissing: there is none on this machine.
    """
    options = [part for setting in settings for part in ("-c", setting)]
    with serving(first_complete(candidates(os.environ)), _SERVE, *options) as server:
        yield server


@contextmanager
def filled_server(who: Iterable[Program]) -> Iterator[PostgresServer]:
    """A database server with the same rows for each program."""
    with postgres() as server:
        url = server.create_database("filled")
        filling.migrate(url)
        filling.fill(url)
        for program in who:
            server.create_database(program.database, template="filled")
        yield server


def run_all(url: str, statements: Sequence[str]) -> None:
    """Run statements on a database, one after the other."""
    if url.startswith("sqlite:"):
        with closing(sqlite3.connect(url.removeprefix("sqlite:///"), isolation_level=None)) as raw:
            for statement in statements:
                raw.execute(statement)
        return

    async def run() -> None:
        connection = await asyncpg.connect(url)
        try:
            for statement in statements:
                await connection.execute(statement)
        finally:
            await connection.close()

    asyncio.run(run())
