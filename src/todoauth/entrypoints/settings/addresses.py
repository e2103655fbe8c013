"""Settings that name places on a network, or in a file system."""

import re
from dataclasses import dataclass
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_network
from pathlib import Path
from typing import TypeAlias
from urllib.parse import parse_qs, urlsplit

from pydantic import SecretStr

from todoauth.adapters.redis.address import RedisAddress
from todoauth.adapters.smtp.server import SmtpServer
from todoauth.adapters.sql.mariadb.address import MariaDbAddress

Network: TypeAlias = IPv4Network | IPv6Network

_BIND = re.compile(r"(?:\[(?P<v6>[0-9A-Fa-f:.]+)\]|(?P<host>[A-Za-z0-9._-]+)):(?P<port>[0-9]{1,5})")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9_~-][A-Za-z0-9._~-]*)*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})*|\[[0-9a-f:.]+\]")
_ORIGIN = re.compile(rf"https?://(?:{_HOST.pattern})(?::[0-9]{{1,5}})?|\*")
_SQLITE = re.compile(r"sqlite:///(?!:memory:|file:)[^?#]*[^?#/]")
_PLACE = r"(?:[A-Za-z0-9._%~-]*|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?"
_POSTGRESQL = re.compile(rf"postgresql://(?:[^/?#@]*@)?{_PLACE}(?:,{_PLACE})*(?:/[^/?#]*)?(?:\?[^#]*)?")
_PORTS = re.compile(r":([0-9]{1,5})(?:,|$)")
_SSL_MODES = {"disable", "allow", "prefer", "require", "verify-ca", "verify-full"}
_LARGEST_PORT = 65_535
_FROM_HERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - how to reach what listens everywhere
_MAPPED = 96  # bits before an IPv4 address in IPv6 (RFC 4291 section 2.5.5.2)


@dataclass(frozen=True, slots=True)
class Bind:
    """Where to listen. Port 0 is any free one."""

    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"

    @property
    def from_here(self) -> "Bind":
        """Where this machine itself finds what listens there."""
        return Bind(_FROM_HERE.get(self.host, self.host), self.port)


def bind(text: str) -> Bind:
    """Read `host:port` or `[address]:port`."""
    found = _BIND.fullmatch(text)
    if not found or int(found["port"]) > _LARGEST_PORT:
        raise ValueError("must be host:port, such as 127.0.0.1:8000 or [::1]:8000")
    return Bind(_v6(found["v6"]) if found["v6"] else found["host"], int(found["port"]))


def _v6(text: str) -> str:
    try:
        return str(IPv6Address(text))
    except ValueError:
        raise ValueError("must hold an IPv6 address between its brackets") from None


def prefix(text: str) -> str:
    """Read the path under which the routes hang."""
    if not _PREFIX.fullmatch(text):
        raise ValueError("must be empty or a path such as /api, without a slash at its end")
    return text


def host(text: str) -> str:
    """Read a host name or an address, as the `Host` header names it, without its port."""
    if not _HOST.fullmatch(text.lower()):
        raise ValueError("must list host names such as api.example.org, without ports")
    return text.lower()


def origin(text: str) -> str:
    """Read an origin (RFC 6454): scheme, host and perhaps a port; or `*` for all of them."""
    if not _ORIGIN.fullmatch(text.lower()):
        raise ValueError("must list origins such as https://app.example.org, or be *")
    return text.lower()


def proxy(text: str) -> Network:
    """Read an address or a network of proxies, but never all addresses there are."""
    try:
        network = ip_network(text)
    except ValueError:
        raise ValueError("must list addresses and networks such as 10.0.0.7 or 10.0.0.0/8") from None
    if isinstance(network, IPv6Network) and (mapped := network.network_address.ipv4_mapped):
        network = IPv4Network((mapped, max(0, network.prefixlen - _MAPPED)))
    if network.prefixlen == 0:
        raise ValueError("must not trust every address there is")
    return network


def directory(text: str) -> Path:
    """Read the path of a directory. A question mark would end the path in a database's URL."""
    if "?" in text or not text.isprintable():
        raise ValueError("must be a path without question marks or control characters")
    return Path(text)


def file(text: str) -> Path:
    """Read the path of a file."""
    if not text.isprintable() or text.endswith("/"):
        raise ValueError("must be the path of a file, without control characters")
    return Path(text)


def passwords(text: str) -> Path:
    """Read the path of a file of passwords."""
    path = file(text)
    try:
        with path.open("rb") as opened:
            is_empty = not opened.read(1)
    except OSError:
        is_empty = True
    if is_empty:
        raise ValueError("must be the path of a file that can be read and is not empty")
    return path


def database(text: str) -> SecretStr:
    """Read the URL of an SQLite file, of PostgreSQL, or of MariaDB or MySQL. It may hold a password."""
    if text.startswith(("mysql:", "mariadb:")):
        MariaDbAddress.parse(text)
        return SecretStr(text)
    if not _SQLITE.fullmatch(text) and not _POSTGRESQL.fullmatch(text):
        raise ValueError(
            "must be sqlite:/// and the path of a file, or postgresql://user:password@host/name, or mysql instead"
        )
    if any(int(port) > _LARGEST_PORT for port in _PORTS.findall(urlsplit(text).netloc.rpartition("@")[2])):
        raise ValueError("must name ports up to 65535")
    if not _SSL_MODES.issuperset(parse_qs(urlsplit(text).query).get("sslmode", [])):
        raise ValueError("must not ask for an unknown sslmode")
    return SecretStr(text)


def redis(text: str) -> SecretStr:
    """Read the URL of a Redis, of its Sentinels or of a Cluster. It may hold a password."""
    RedisAddress.parse(text)
    return SecretStr(text)


def smtp(text: str) -> SecretStr:
    """Read the URL of a mail server. It may hold a password."""
    SmtpServer.at(text)
    return SecretStr(text)
