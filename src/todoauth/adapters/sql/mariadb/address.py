"""Where a MariaDB or MySQL is, as its URL says."""

import re
import ssl
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import parse_qsl, unquote, urlsplit

_FORM: Final = re.compile(
    r"(?:mysql|mariadb)://(?:[^:/?#@]+(?::[^/?#@]*)?@)?"
    r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?/[^/?#]+(?:\?[^#]*)?"
)
_MODES: Final = ("disable", "require", "verify-ca", "verify-full")
_PORT: Final = 3306


@dataclass(frozen=True, slots=True, kw_only=True)
class MariaDbAddress:
    """One server, and a database on it.

    Args:
        sslmode: `disable`, or what libpq calls it: `require` (TLS with anybody), `verify-ca` (with whoever has a good
            certificate), `verify-full` (and the right name).
        sslrootcert: the file of the authorities that are trusted; those of this machine, if not said.
    """

    host: str
    port: int
    database: str
    user: str | None = None
    password: str = field(default="", repr=False)
    sslmode: str = "disable"
    sslrootcert: str | None = None

    @classmethod
    def parse(cls, url: str) -> Self:
        """Read `mysql://user:password@host:3306/database`; `mariadb` means the same.

        Special characters in names and passwords are percent-encoded (RFC 3986).

        Raises:
            ValueError: it is no such URL. It is not repeated: it may hold a password.
        """
        if not _FORM.fullmatch(url):
            raise ValueError("must be mysql://user:password@host:3306/name, or the same with mariadb")
        parts = urlsplit(url)
        return cls(
            host=parts.hostname or "",
            port=_port(url),
            database=unquote(parts.path[1:]),
            user=None if parts.username is None else unquote(parts.username),
            password=unquote(parts.password or ""),
            **_options(parts.query),
        )

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way can listen."""
        return self.sslmode != "disable"

    def tls(self) -> ssl.SSLContext | None:
        """Return how to speak TLS, or `None` for not at all.

        Raises:
            OSError: there is no such `sslrootcert`, or no certificate in it.
        """
        if not self.is_encrypted:
            return None
        context = ssl.create_default_context(cafile=self.sslrootcert)
        context.check_hostname = self.sslmode == "verify-full"
        if self.sslmode == "require":
            context.verify_mode = ssl.CERT_NONE
        return context


def _port(url: str) -> int:
    try:
        return urlsplit(url).port or _PORT
    except ValueError:
        raise ValueError("must name ports up to 65535") from None


def _options(query: str) -> dict[str, str]:
    options = dict(parse_qsl(query, keep_blank_values=True))
    if not options.keys() <= {"sslmode", "sslrootcert"} or options.get("sslmode", _MODES[0]) not in _MODES:
        raise ValueError(f"must have no options but sslmode ({', '.join(_MODES)}) and sslrootcert")
    return options
