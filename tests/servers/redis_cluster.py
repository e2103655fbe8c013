"""A Redis Cluster of six nodes."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.servers.processes import free_port, wait_until
from tests.servers.redis import RedisServer, own_redis_server

SLOTS = ((0, 5460), (5461, 10922), (10923, 16383))
PRIMARIES = len(SLOTS)
OPTIONS = ("--cluster-enabled", "yes", "--cluster-node-timeout", "1000", "--repl-diskless-sync-delay", "0")


@contextmanager
def own_redis_cluster(binary: Path | None = None) -> Iterator[Sequence[RedisServer]]:
    """Six nodes: three that serve the slots, then a replica of each.

    Raises:
        RedisMissing: there is no server on this machine.
    """
    with ExitStack() as stack:
        nodes = [stack.enter_context(_node(binary)) for _ in range(2 * PRIMARIES)]
        _introduce(nodes)
        for primary, replica, slots in zip(nodes, nodes[PRIMARIES:], SLOTS, strict=False):
            primary.do("CLUSTER ADDSLOTSRANGE", *slots)
            replica.do("CLUSTER REPLICATE", primary.do("CLUSTER MYID"))
        wait_until(lambda: all(_is_whole(node) for node in nodes))
        yield nodes


@pytest.fixture(scope="session")
def redis_cluster() -> Iterator[Sequence[RedisServer]]:
    """One Cluster for each test process, started when it is first asked for."""
    with own_redis_cluster() as nodes:
        yield nodes


def cluster_url(nodes: Sequence[RedisServer]) -> str:
    """The address of a Cluster, by way of each of its nodes."""
    return f"redis+cluster://{','.join(node.place for node in nodes)}"


def _node(binary: Path | None) -> AbstractContextManager[RedisServer]:
    return own_redis_server(binary, *OPTIONS, "--cluster-port", str(free_port()))


def _introduce(nodes: Sequence[RedisServer]) -> None:
    for node in nodes:
        host, _, port = node.place.rpartition(":")
        [bus_port] = node.do("CONFIG GET", "cluster-port").values()
        nodes[0].do("CLUSTER MEET", host, port, bus_port)
    wait_until(lambda: all(node.do("CLUSTER INFO")["cluster_known_nodes"] == str(len(nodes)) for node in nodes))


def _is_whole(node: RedisServer) -> bool:
    info = node.do("CLUSTER INFO")
    replication = node.do("INFO", "replication")
    return bool(info["cluster_state"] == "ok" and replication.get("master_link_status", "up") == "up")
