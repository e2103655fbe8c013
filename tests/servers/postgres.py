"""A PostgreSQL server and the databases that the tests keep on it."""

import asyncio
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import asyncpg

from tests.servers.binaries import candidates, first_complete, readable_by_all
from tests.servers.processes import free_port, supervised, temporary_folder, unprivileged_user

# Nothing here survives a power cut, and nothing here has to.
SERVE = """
"$0/initdb" -D data -U postgres -A trust -E UTF8 --locale=C -N >/dev/null &&
exec "$0/postgres" -D data -p "$1" -h 127.0.0.1 -k '' -N 200 -F -c synchronous_commit=off -c full_page_writes=off
"""


@dataclass(frozen=True, slots=True)
class PostgresServer:
    """A PostgreSQL server, and on it the databases whose names begin with `prefix`."""

    address: str
    prefix: str = ""

    def url(self, database: str) -> str:
        """The address of a database of ours: `postgresql://…`."""
        return urlsplit(self.address)._replace(path=f"/{self.prefix}{database}").geturl()

    def create_database(self, name: str, *, template: str | None = None) -> str:
        """Create an empty database, or a copy of `template` (one of ours, nobody connected); return its URL."""
        origin = "template0" if template is None else self.prefix + template
        self.do(f"CREATE DATABASE {_quoted(self.prefix + name)} TEMPLATE {_quoted(origin)} ENCODING 'UTF8'")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database of ours, whoever is connected."""
        self.do(f"DROP DATABASE {_quoted(self.prefix + name)} WITH (FORCE)")

    def databases(self) -> list[str]:
        """The names of our databases, without the prefix."""
        rows = self.do("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname")
        names = [str(row["datname"]) for row in rows]
        return [name.removeprefix(self.prefix) for name in names if name.startswith(self.prefix)]

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            self.do("SELECT 1")
        except (OSError, asyncpg.PostgresConnectionError, asyncpg.OperatorInterventionError):
            return False
        return True

    @property
    def pid(self) -> int:
        """The number of its process, on this machine."""
        [row] = self.do("SELECT split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int AS pid")
        return int(row["pid"])

    def do(self, statement: str) -> list[asyncpg.Record]:
        """Run a statement on the database of the address; return its rows."""
        # In a thread of its own: fixtures are called inside and outside of event loops.
        with ThreadPoolExecutor(1) as thread:
            return thread.submit(asyncio.run, _fetch(self.address, statement)).result()


@contextmanager
def postgres_server(environ: Mapping[str, str] = os.environ) -> Iterator[PostgresServer]:
    """A server for databases of our own: the one at `TODOAUTH_TEST_DATABASE_URL`, else one started here.

    Raises:
        PostgresMissing: there is no server on this machine.
    """
    address = environ.get("TODOAUTH_TEST_DATABASE_URL")
    if not address or environ.get("TODOAUTH_TEST_FORCE_WHEELS") == "1":
        with own_postgres_server(environ) as server:
            yield server
        return
    guest = PostgresServer(address, prefix=f"todoauth_test_{os.urandom(4).hex()}_")
    try:
        yield guest
    finally:
        for name in guest.databases():
            guest.drop_database(name)


@contextmanager
def own_postgres_server(
    environ: Mapping[str, str] = os.environ, *, port: int | None = None
) -> Iterator[PostgresServer]:
    """A server started here, to fill up or break as one likes.

    Raises:
        PostgresMissing: there is no server on this machine.
    """
    with serving(first_complete(candidates(environ)), SERVE, port=port) as server:
        yield server


@contextmanager
def serving(
    binaries: Path, command: str, *arguments: str, port: int | None = None, within: Sequence[str] = ()
) -> Iterator[PostgresServer]:
    """The server that a shell command makes of `$0`, the folder of the binaries, `$1`, a port, and the arguments.

    It runs `within` another command, if one is given, which then sees to it that it does not run as root.
    """
    user = unprivileged_user("postgres", "nobody")
    folder = temporary_folder(user)
    if user is not None:
        binaries = readable_by_all(binaries, folder)
    port = port or free_port()
    server = PostgresServer(f"postgresql://postgres@127.0.0.1:{port}/postgres")
    whole = [*within, "sh", "-c", command, str(binaries), str(port), *arguments]
    with supervised(whole, folder, user=None if within else user) as process:
        process.wait_until(server.answers)
        yield server


async def _fetch(address: str, statement: str) -> list[asyncpg.Record]:
    connection = await asyncpg.connect(address)
    try:
        return await connection.fetch(statement)
    finally:
        await connection.close()


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
