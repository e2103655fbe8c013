"""Where the mail server is, and how it is spoken to."""

import re
from dataclasses import dataclass, field
from ipaddress import IPv6Address
from typing import Final, Self
from urllib.parse import unquote

_FORM: Final = "must be smtp://user:password@host:port or smtps://…, where only the host is needed"
_LARGEST_PORT: Final = 65_535
_PORTS: Final = {"smtp": "587", "smtps": "465"}  # RFC 6409, RFC 8314
_LABEL: Final = r"[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_URL: Final = re.compile(
    r"(?P<scheme>smtps?)://(?:(?P<user>[^:@/?#]+):(?P<password>[^@/?#]+)@)?"
    rf"(?:\[(?P<v6>[0-9A-Fa-f:.]{{2,45}})\]|(?P<host>(?=.{{1,253}}(?:[:/]|$)){_LABEL}(?:\.{_LABEL})*))"
    r"(?::(?P<port>[0-9]{1,5}))?/?"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SmtpServer:
    """A mail server that takes our mail.

    `encrypted` is whether encryption comes first, before anything is said (RFC 8314); otherwise it is asked for in the
    clear (STARTTLS, RFC 3207), and `plaintext` is whether mail and password may go unencrypted to a server that has
    none. A certificate that is shown must always be right.
    """

    host: str
    port: int
    encrypted: bool
    plaintext: bool = False
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    @classmethod
    def at(cls, url: str, *, plaintext: bool = False) -> Self:
        """Return the server of a URL: `smtp://user:password@host:587` or `smtps://user:password@host:465`.

        Port, and user with password, may be left out. In those, `%` begins an escape (RFC 3986 section 2.1).

        Raises:
            ValueError: it is no such URL. It is not repeated: it may hold a password.
        """
        found = _URL.fullmatch(url)
        if found is None:
            raise ValueError(_FORM)
        return cls(
            host=_v6(found["v6"]) if found["v6"] else found["host"],
            port=_port(found["port"] or _PORTS[found["scheme"]]),
            encrypted=found["scheme"] == "smtps",
            plaintext=plaintext,
            username=_unescaped(found["user"]),
            password=_unescaped(found["password"]),
        )


def _v6(text: str) -> str:
    try:
        return str(IPv6Address(text))
    except ValueError:
        raise ValueError("must hold an IPv6 address between its brackets") from None


def _port(text: str) -> int:
    if not 0 < int(text) <= _LARGEST_PORT:
        raise ValueError(f"must name a port from 1 to {_LARGEST_PORT}")
    return int(text)


def _unescaped(text: str | None) -> str | None:
    if text is None:
        return None
    try:
        plain = unquote(text, errors="strict")
    except UnicodeDecodeError:
        raise ValueError("must hold escapes of UTF-8 only") from None
    if not plain.isprintable():  # a NUL would end the name in the middle (RFC 4616)
        raise ValueError("must hold no control characters in user or password")
    return plain
