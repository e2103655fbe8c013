"""What a session is used from: for its owner to recognise, and to be trusted for nothing."""

from dataclasses import dataclass
from datetime import timedelta
from ipaddress import IPv4Address, IPv6Address, ip_network
from typing import ClassVar, Self

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.text import Line, readable

_NEIGHBOURHOODS = {4: 24, 6: 64}  # bits: they tell a place, not a person


@dataclass(frozen=True, slots=True)
class ClientDescription(Line):
    """What a client says it is, in one line. Anybody can say anything."""

    MOST: ClassVar[int] = 200

    @classmethod
    def of(cls, said: str) -> Self | None:
        """Return what can be read of `said`, cut to length, or `None` if that is nothing."""
        try:
            return cls(readable(said)[: cls.MOST].rstrip())
        except InvalidValue:
            return None


@dataclass(frozen=True, slots=True)
class AddressRange:
    """The neighbourhood of a network address, as `192.0.2.0/24` or `2001:db8::/64`.

    Raises:
        InvalidValue: it is no such neighbourhood, or spelled in another way.
    """

    text: str

    def __post_init__(self) -> None:
        try:
            network = ip_network(self.text)
        except ValueError:
            raise InvalidValue("must be a network") from None
        if str(network) != self.text or network.prefixlen != _NEIGHBOURHOODS[network.version]:
            raise InvalidValue("must be a /24 of IPv4 or a /64 of IPv6")

    @classmethod
    def around(cls, address: IPv4Address | IPv6Address) -> Self:
        """Return where `address` is."""
        return cls(str(ip_network((int(address), _NEIGHBOURHOODS[address.version]), strict=False)))


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """From where a user is known.

    Args:
        lasts: how long after the last log-in from there.
        most: from how many networks a user can be known; one more takes the place of the longest unused.
    """

    lasts: timedelta = timedelta(days=90)
    most: int = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A client and where it was, as far as either is known."""

    client: ClientDescription | None = None
    network: AddressRange | None = None
