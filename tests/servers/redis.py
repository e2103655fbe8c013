"""A Redis or Valkey server."""

import os
import signal
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from redis import Redis
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as Refused
from redis.exceptions import TimeoutError as Silent
from redis.retry import Retry

from tests.servers.processes import free_port, supervised, temporary_folder
from tests.servers.redis_binaries import redis_binary

SERVE = ("--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--loglevel", "warning")


@dataclass(frozen=True, slots=True)
class RedisServer:
    """A server, and on it the keys that begin with `prefix`."""

    url: str
    prefix: str = "todoauth"

    @property
    def place(self) -> str:
        """Its host and port."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    def do(self, *command: str | int) -> Any:
        """Send one command, once; return the reply in strings."""
        with Redis.from_url(
            self.url, retry=Retry(NoBackoff(), 0), socket_timeout=5, protocol=2, decode_responses=True
        ) as client:
            return client.execute_command(*command)

    def kept(self) -> list[str]:
        """Our keys, in order."""
        return sorted(self.do("KEYS", f"{self.prefix}:*"))

    def scripts_run(self) -> int:
        """How many scripts it has been asked to run."""
        told = self.do("INFO", "commandstats")
        return sum(told.get(f"cmdstat_{command}", {}).get("calls", 0) for command in ("eval", "evalsha"))

    def answers(self) -> bool:
        """Whether it takes commands."""
        try:
            return bool(self.do("PING"))
        except (Refused, Silent):
            return False

    @contextmanager
    def hanging(self) -> Iterator[None]:
        """The server takes connections and says nothing, until the block is left."""
        pid = self._pid
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        """Have the server end; return when it has."""
        os.kill(self._pid, signal.SIGTERM)
        while self.answers():
            time.sleep(0.01)

    def kill(self) -> None:
        """End the server as a power cut would."""
        os.kill(self._pid, signal.SIGKILL)

    @property
    def _pid(self) -> int:
        return int(self.do("INFO", "server")["process_id"])


@contextmanager
def shared_redis_server(environ: Mapping[str, str] = os.environ) -> Iterator[RedisServer]:
    """A server for keys of our own: the one at `TODOAUTH_TEST_REDIS_URL`, else one started here.

    Raises:
        RedisMissing: there is no server on this machine.
    """
    address = environ.get("TODOAUTH_TEST_REDIS_URL")
    if not address or environ.get("TODOAUTH_TEST_FORCE_WHEELS") == "1":
        with own_redis_server(redis_binary(environ)) as server:
            yield server
        return
    guest = RedisServer(address, prefix=f"todoauth-test-{os.urandom(4).hex()}")
    try:
        yield guest
    finally:
        for key in guest.kept():
            guest.do("DEL", key)


@contextmanager
def own_redis_server(binary: Path | None = None, *options: str, port: int | None = None) -> Iterator[RedisServer]:
    """A server started here, to stop, fill up or break as one likes; gone when the block is left.

    Raises:
        RedisMissing: there is no server on this machine.
    """
    port = port or free_port()
    server = RedisServer(f"redis://127.0.0.1:{port}/0")
    command = [str(binary or redis_binary()), "--port", str(port), *SERVE, *options]
    with supervised(command, temporary_folder()) as process:
        process.wait_until(server.answers)
        yield server


@pytest.fixture(scope="session")
def redis_server() -> Iterator[RedisServer]:
    """One server for each test process, started when it is first asked for."""
    with shared_redis_server() as server:
        yield server
