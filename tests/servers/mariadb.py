"""A MariaDB server, or a MySQL that somebody runs, and the databases that the tests keep on it."""

import asyncio
import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import asyncmy
import pytest
from asyncmy.errors import OperationalError

from tests.servers.processes import free_port, supervised, temporary_folder, unprivileged_user

MISSING = (
    "MariaDB is missing: install the server (Debian: apt install mariadb-server; macOS: brew install mariadb), "
    "or set TODOAUTH_TEST_MARIADB_URL."
)
# Nothing here survives a power cut, and nothing here has to. It ends on SIGTERM only. A server that starts removes the
# temporary tables of all others that share its folder for them.
SERVE = """
mkdir scratch && export TMPDIR="$PWD/scratch"
"$0" --no-defaults --datadir="$PWD/data" --auth-root-authentication-method=normal --skip-test-db >/dev/null || exit
"$1" --no-defaults --datadir="$PWD/data" --socket="$PWD/socket" --pid-file="$PWD/pid" --bind-address=127.0.0.1 \
    --port="$2" --skip-name-resolve --max-connections=300 --innodb-flush-log-at-trx-commit=0 --skip-innodb-doublewrite \
    --innodb-buffer-pool-size=64M --innodb-log-file-size=32M --sync-frm=0 --skip-log-bin "${@:3}" &
trap 'kill -TERM $!' INT
wait $!; wait $!
"""


class MariaDbMissing(Exception):
    """No MariaDB server was found."""


@dataclass(frozen=True, slots=True)
class MariaDbServer:
    """A server, and on it the databases whose names begin with `prefix`."""

    address: str
    prefix: str = ""

    def url(self, database: str) -> str:
        """The address of a database of ours: `mariadb://…`."""
        return urlsplit(self.address)._replace(path=f"/{self.prefix}{database}").geturl()

    def create_database(self, name: str) -> str:
        """Create an empty database, with a collation that suits nobody; return its URL."""
        self.do(f"CREATE DATABASE `{self.prefix}{name}` CHARACTER SET latin1 COLLATE latin1_german2_ci")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database of ours."""
        self.do(f"DROP DATABASE `{self.prefix}{name}`")

    def databases(self) -> list[str]:
        """The names of our databases, without the prefix."""
        names = [str(name) for (name,) in self.do("SHOW DATABASES")]
        return [name.removeprefix(self.prefix) for name in names if name.startswith(self.prefix)]

    @property
    def pid(self) -> int:
        """The number of its process, on this machine."""
        [(file,)] = self.do("SELECT @@pid_file")
        return int(Path(file).read_text())

    def answers(self) -> bool:
        """Whether it takes connections."""
        try:
            self.do("DO 0")
        except OperationalError:
            return False
        return True

    def do(self, statement: str, *, database: str | None = None) -> list[tuple[Any, ...]]:
        """Run one statement as its owner; return the rows."""
        # In a thread of its own: fixtures are called inside and outside of event loops.
        with ThreadPoolExecutor(1) as thread:
            named = None if database is None else self.prefix + database
            return thread.submit(asyncio.run, _fetch(self.address, statement, named)).result()


@contextmanager
def mariadb_server(environ: Mapping[str, str] = os.environ) -> Iterator[MariaDbServer]:
    """A server for databases of our own: the one at `TODOAUTH_TEST_MARIADB_URL`, else one started here.

    Raises:
        MariaDbMissing: there is no server on this machine.
    """
    if address := environ.get("TODOAUTH_TEST_MARIADB_URL"):
        with borrowed_server(address) as server:
            yield server
        return
    with own_mariadb_server(environ=environ) as server:
        yield server


@contextmanager
def borrowed_server(address: str) -> Iterator[MariaDbServer]:
    """The server at `address`, which is left as it was."""
    guest = MariaDbServer(address, prefix=f"todoauth_test_{os.urandom(4).hex()}_")
    try:
        yield guest
    finally:
        for name in guest.databases():
            guest.drop_database(name)


@contextmanager
def own_mariadb_server(*options: str, environ: Mapping[str, str] = os.environ) -> Iterator[MariaDbServer]:
    """A server started here, to fill up or break as one likes.

    Raises:
        MariaDbMissing: there is no server on this machine.
    """
    with serving(SERVE, *options, environ=environ) as server:
        yield server


@contextmanager
def serving(
    command: str, *arguments: str, within: Sequence[str] = (), environ: Mapping[str, str] = os.environ
) -> Iterator[MariaDbServer]:
    """The server that a shell command makes of `$0`, which installs it, `$1`, which it is, `$2`, a port, and arguments.

    It runs `within` another command, if one is given, which then sees to it that it does not run as root.

    Raises:
        MariaDbMissing: there is no server on this machine.
    """
    installer, binary = mariadb_binary("mariadb-install-db", environ), mariadb_binary("mariadbd", environ)
    user, port = unprivileged_user("mysql", "nobody"), free_port()
    server = MariaDbServer(f"mariadb://root@127.0.0.1:{port}/")
    whole = [*within, "bash", "-c", command, str(installer), str(binary), str(port), *arguments]
    with supervised(whole, temporary_folder(user), user=None if within else user) as process:
        process.wait_until(server.answers)
        yield server


@pytest.fixture(scope="session")
def mariadb() -> Iterator[MariaDbServer]:
    """One MariaDB server for each test process, started when it is first asked for."""
    with mariadb_server() as server:
        yield server


@pytest.fixture(scope="session")
def mysql() -> Iterator[MariaDbServer]:
    """The MySQL server at `TODOAUTH_TEST_MYSQL_URL`."""
    with borrowed_server(os.environ["TODOAUTH_TEST_MYSQL_URL"]) as server:
        yield server


def mariadb_binary(name: str, environ: Mapping[str, str]) -> Path:
    """Where that program of the server is.

    Raises:
        MariaDbMissing: it is not on this machine; it says what to install.
    """
    found = shutil.which(name, path=f"{environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin")
    if found is None:
        raise MariaDbMissing(MISSING)
    return Path(found)


async def _fetch(address: str, statement: str, database: str | None) -> list[tuple[Any, ...]]:
    parts = urlsplit(address)
    connection = await asyncmy.connect(
        host=parts.hostname,
        port=parts.port or 3306,
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        database=database,
        autocommit=True,
    )
    async with connection, connection.cursor() as cursor:
        await cursor.execute(statement)
        return list(await cursor.fetchall() or ())
