"""Clients of a Redis: alone, under Sentinel, or as a Cluster."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from typing import Any, Final, Protocol

from redis.asyncio import Redis, RedisCluster, Sentinel
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from todoauth.adapters.redis.address import RedisAddress

_IDLE: Final = 15  # seconds after which a connection is asked whether it is still one


class Client(Protocol):
    """What we use of redis-py."""

    async def execute_command(self, *args: Any) -> Any:  # commands and replies are what Redis makes of them
        """Send one command, once."""
        ...


class _Sentinel(Protocol):
    """What we use of its Sentinel, which says little about types."""

    def master_for(self, service_name: str) -> Redis: ...

    async def aclose(self) -> None: ...


class _Cluster(RedisCluster):
    """A client that gets to know its nodes before it sends anything: it would send it to any of them.

    That may take longer than a caller waits, so it goes on without them.
    """

    _introduction: asyncio.Task[RedisCluster] | None = None

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        if self._initialize:
            if self._introduction is None or self._introduction.done():
                self._introduction = asyncio.create_task(self.initialize())
            await asyncio.shield(self._introduction)
        return await super().execute_command(*args, **options)

    async def leave(self) -> None:
        """Close, for good."""
        if self._introduction is not None:
            self._introduction.cancel()
            await asyncio.wait([self._introduction])
        await self.aclose()


_sentinel: Callable[..., _Sentinel] = Sentinel


def client_at(address: RedisAddress, closing: AsyncExitStack, *, patience: float) -> Client:
    """Return a client, which connects when it is first used; `closing` closes it.

    Args:
        patience: seconds that a call is waited for.
    """
    if address.is_cluster:
        return _cluster(address, closing, patience)
    if address.service is not None:
        return _found_by_sentinels(address, address.service, closing, patience)
    return _single(address, closing, patience)


def _single(address: RedisAddress, closing: AsyncExitStack, patience: float) -> Client:
    [(host, port)] = address.places
    client = Redis(host=host, port=port, db=address.database, **_options(address, patience))
    closing.push_async_callback(client.aclose)
    return client


def _found_by_sentinels(address: RedisAddress, service: str, closing: AsyncExitStack, patience: float) -> Client:
    # One that hangs must leave time to ask the others, and the server itself.
    share = patience / (len(address.places) + 1)
    options = _options(address, patience) | {"db": address.database}
    sentinel = _sentinel(address.places, sentinel_kwargs=_manner(address, share), **options)
    client = sentinel.master_for(service)
    closing.push_async_callback(sentinel.aclose)
    closing.push_async_callback(client.aclose)
    return client


def _cluster(address: RedisAddress, closing: AsyncExitStack, patience: float) -> Client:
    nodes = [ClusterNode(host, port) for host, port in address.places]
    client = _Cluster(
        startup_nodes=nodes,
        # Neither slots that nobody serves nor one that has moved are a reason to let go of all the others.
        require_full_coverage=False,
        reinitialize_steps=0,
        **_options(address, patience),
    )
    closing.push_async_callback(client.leave)
    return client


def _options(address: RedisAddress, patience: float) -> dict[str, Any]:
    # The client must see by itself that a node has gone: before it is cut short.
    return _manner(address, patience * 0.8) | {"username": address.username, "password": address.password}


def _manner(address: RedisAddress, patience: float) -> dict[str, Any]:
    return {
        # A reply that was lost must not make a command run twice.
        "retry": Retry(NoBackoff(), 0),
        "socket_timeout": patience,
        "socket_connect_timeout": patience,
        "health_check_interval": _IDLE,
        # With the next protocol a connection that the server has closed would be taken for one that has news.
        "protocol": 2,
        "driver_info": None,
        "ssl": address.encrypted,
    }
