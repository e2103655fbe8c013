"""Who is at the other end of the connection, as far as that can be known (ASVS 4.1.3)."""

import re
from collections.abc import Collection, Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address
from typing import TypeAlias

from starlette.types import Scope

from todoauth.domain.model.device import AddressRange, ClientDescription, Device

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address

_PROXIES_ADD = {b"forwarded", b"via", b"x-real-ip"}
_WITH_PORT = re.compile(r"(?:(?P<v4>[0-9.]+)|\[(?P<v6>[^\]]+)\])(?::[0-9]{1,5})?", re.ASCII)
_HOME = 64  # bits: what a provider hands to one customer, who can take any address in it


def client_of(scope: Scope, trusted: Collection[Network]) -> str:
    """Return the client as limits count them: an IPv4 address, an IPv6 /64 network, or `local` for a socket file.

    Args:
        trusted: networks of proxies.
    """
    address = address_of(scope, trusted)
    return "local" if address is None else _key(address)


def device_of(scope: Scope, trusted: Collection[Network]) -> Device:
    """Return what the client says it is, and where it is.

    Args:
        trusted: networks of proxies.
    """
    said = " ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"user-agent")
    address = address_of(scope, trusted)
    return Device(client=ClientDescription.of(said), network=None if address is None else AddressRange.around(address))


def address_of(scope: Scope, trusted: Collection[Network]) -> Address | None:
    """Return where the client is, or `None` for a socket file.

    `X-Forwarded-For` is believed as far as trusted proxies wrote it: it is read from the right, up to the first
    address that is not theirs.

    Args:
        trusted: networks of proxies.
    """
    address = _peer(scope)
    for hop in _hops(scope):
        if address is None or not _is_in(address, trusted) or hop is None:
            break
        address = hop
    return address


def is_trusted(scope: Scope, trusted: Collection[Network]) -> bool:
    """Return whether the connection comes from a trusted proxy."""
    peer = _peer(scope)
    return peer is not None and _is_in(peer, trusted)


def is_operator(scope: Scope, networks: Collection[Network]) -> bool:
    """Return whether the connection itself comes from `networks`, and on nobody else's behalf."""
    peer = _peer(scope)
    return peer is not None and _is_in(peer, networks) and not any(map(_tells_of_proxies, scope["headers"]))


def _tells_of_proxies(header: tuple[bytes, bytes]) -> bool:
    return header[0] in _PROXIES_ADD or header[0].startswith(b"x-forwarded-")


def _peer(scope: Scope) -> Address | None:
    return _address(scope["client"][0]) if scope.get("client") else None


def _hops(scope: Scope) -> Iterator[Address | None]:
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    return map(_address, reversed(",".join(lines).split(",")))


def _address(text: str) -> Address | None:
    """Read an address, also with the port that some proxies add (RFC 7239 section 6)."""
    found = _WITH_PORT.fullmatch(text.strip())
    try:
        address = ip_address((found["v4"] or found["v6"]) if found else text.strip())
    except ValueError:
        return None
    return (address.ipv4_mapped or address) if isinstance(address, IPv6Address) else address


def _is_in(address: Address, networks: Collection[Network]) -> bool:
    return any(address in network for network in networks)


def _key(address: Address) -> str:
    return str(address if isinstance(address, IPv4Address) else IPv6Network((int(address), _HOME), strict=False))
