"""The way to a PostgreSQL server, by whichever of the hosts in a URL leads to one."""

import socket
import sys
from asyncio import BaseTransport
from collections.abc import Iterator
from typing import Any, Final
from urllib.parse import urlsplit

import asyncpg

from todoauth.adapters.sql.postgres.failures import failures
from todoauth.domain.errors import Unavailable

_SILENCE: Final = 5  # seconds without a sign of life after which the machine at the other end counts as gone


async def connected(url: str, *, patience: float, **options: Any) -> "asyncpg.Connection[asyncpg.Record]":
    """Return a connection to the first host that takes it, and is what `target_session_attrs` asks for.

    Args:
        url: `postgresql://…` as libpq knows it, several hosts included. Each has its share of `patience`, so that one
            that says nothing does not keep from the next.
        patience: how many seconds it may take.
        options: whatever else `asyncpg.connect` takes.

    Raises:
        Unavailable: none of them does.
    """
    failure = Unavailable()
    alone = list(_one_by_one(url))
    for host in alone:
        try:
            with failures(lambda: True):
                return _watched(await asyncpg.connect(host, timeout=patience / len(alone), **options))
        except Unavailable as error:
            failure = error
    raise failure


def _one_by_one(url: str) -> Iterator[str]:
    """Return the URL of each host. Hosts in the query are for the driver to try, within one share."""
    parts = urlsplit(url)
    user, at, places = parts.netloc.rpartition("@")
    for place in places.split(","):
        yield parts._replace(netloc=f"{user}{at}{place}").geturl()


def _watched(connection: "asyncpg.Connection[asyncpg.Record]") -> "asyncpg.Connection[asyncpg.Record]":
    """Return a connection that breaks when the machine at its other end is gone, be it in use or idle."""
    transport: BaseTransport = connection._transport  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way
    held = transport.get_extra_info("socket")
    if sys.platform == "linux" and held.family != socket.AF_UNIX:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE, _SILENCE)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPINTVL, 1)
        held.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _SILENCE * 1000)
    return connection
