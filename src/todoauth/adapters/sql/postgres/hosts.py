"""The way to a PostgreSQL server, by whichever of the hosts in a URL leads to one."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import asyncpg

from todoauth.adapters.sql.keepalive import watch
from todoauth.adapters.sql.postgres.failures import failures
from todoauth.domain.errors import Unavailable


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
    watch(connection._transport)  # type: ignore[attr-defined]  # noqa: SLF001 - there is no other way
    return connection
