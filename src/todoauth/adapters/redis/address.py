"""Where a Redis is, as its URL says."""

import re
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import unquote, urlsplit

_SECRETS = r"(?:(?P<username>[^:/?#@]*):(?P<password>[^/?#@]+)@)?"
_PLACE = r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_PLACES = rf"(?P<places>{_PLACE}(?:,{_PLACE})*)"
_DATABASE = r"(?:/(?P<database>[0-9]{1,4})?)?"
_FORMS: Final = (
    re.compile(rf"rediss?://{_SECRETS}(?P<places>{_PLACE}){_DATABASE}"),
    re.compile(rf"rediss?\+sentinel://{_SECRETS}{_PLACES}/(?P<service>[A-Za-z0-9._-]+){_DATABASE}"),
    re.compile(rf"rediss?\+cluster://{_SECRETS}{_PLACES}/?"),
)
_PORT: Final = 6379
_SENTINEL_PORT: Final = 26379


@dataclass(frozen=True, slots=True, kw_only=True)
class RedisAddress:
    """One server, the Sentinels that know it, or some nodes of a Cluster.

    Args:
        places: hosts and ports of the server, of the Sentinels or of the nodes.
        encrypted: whether to speak TLS, to Sentinels too. Certificates must be good, for the name that was asked for.
        username: whom to be; the default user, if not said. Sentinels are asked without a name.
        database: the number of the database.
        service: what the Sentinels call the server. No other form has one.
        is_cluster: whether the places are nodes of a Cluster.
    """

    places: tuple[tuple[str, int], ...]
    encrypted: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    database: int = 0
    service: str | None = None
    is_cluster: bool = False

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read a URL of one of three forms, `rediss` in the place of `redis` for TLS.

            redis://[[username]:password@]host[:6379][/database]
            redis+sentinel://[[username]:password@]host[:26379],…/service[/database]
            redis+cluster://[[username]:password@]host[:6379],…

        Special characters in names and passwords are percent-encoded (RFC 3986).

        Raises:
            ValueError: it is no such URL. It is not repeated: it may hold a password.
        """
        found = next(filter(None, (form.fullmatch(url) for form in _FORMS)), None)
        if found is None:
            raise ValueError(
                "must be redis://user:password@host:6379/0, redis+sentinel://host:26379,host:26379/service/0 "
                "or redis+cluster://host:6379,host:6379; with rediss for TLS"
            )
        scheme, said = url.partition(":")[0], found.groupdict()
        return cls(
            places=_places(said["places"], _SENTINEL_PORT if "service" in said else _PORT),
            encrypted=scheme.startswith("rediss"),
            username=unquote(said["username"] or "") or None,
            password=unquote(said["password"] or "") or None,
            database=int(said.get("database") or 0),
            service=said.get("service"),
            is_cluster=scheme.endswith("+cluster"),
        )


def _places(text: str, default_port: int) -> tuple[tuple[str, int], ...]:
    try:
        return tuple(_place(place, default_port) for place in text.split(","))
    except ValueError:
        raise ValueError("must name ports from 1 to 65535, and IPv6 addresses as RFC 4291 has them") from None


def _place(text: str, default_port: int) -> tuple[str, int]:
    place = urlsplit(f"//{text}")
    port = default_port if place.port is None else place.port
    if not place.hostname or not port:
        raise ValueError
    return place.hostname, port
