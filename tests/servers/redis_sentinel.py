"""A Redis with a replica, and a Sentinel that watches both."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.servers.processes import free_port, supervised, temporary_folder
from tests.servers.redis import RedisServer, own_redis_server
from tests.servers.redis_binaries import redis_binary

SERVICE = "todoauth-test"
# It keeps what it learns in its configuration, so it must have one.
SERVE = 'touch sentinel.conf && exec "$0" sentinel.conf --sentinel --port "$1" --bind 127.0.0.1'


@dataclass(frozen=True, slots=True)
class Watched:
    """Who is watched, and who watches."""

    primary: RedisServer
    replica: RedisServer
    sentinel: RedisServer

    @property
    def url(self) -> str:
        """The address of whichever is the primary."""
        return f"redis+sentinel://{self.sentinel.place}/{SERVICE}"


@contextmanager
def own_watched_redis(binary: Path | None = None) -> Iterator[Watched]:
    """A primary, its replica and a Sentinel started here.

    Raises:
        RedisMissing: there is no server on this machine.
    """
    port = free_port()
    sentinel = RedisServer(f"redis://127.0.0.1:{port}/0")
    command = ["sh", "-c", SERVE, str(binary or redis_binary()), str(port)]
    with (
        own_redis_server(binary, "--repl-diskless-sync-delay", "0") as primary,
        own_redis_server(binary) as replica,
        supervised(command, temporary_folder()) as process,
    ):
        process.wait_until(sentinel.answers)
        replica.do("REPLICAOF", *primary.place.split(":"))
        sentinel.do("SENTINEL MONITOR", SERVICE, *primary.place.split(":"), 1)
        sentinel.do("SENTINEL SET", SERVICE, "down-after-milliseconds", 500, "failover-timeout", 2000)
        process.wait_until(lambda: len(sentinel.do("SENTINEL REPLICAS", SERVICE)) == 1)
        yield Watched(primary, replica, sentinel)
