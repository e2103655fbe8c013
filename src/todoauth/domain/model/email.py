"""Where mail goes."""

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.text import Canonical, Text, require_text

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LONGEST_LOCAL = 64  # RFC 5321 section 4.5.3.1.1
_LABEL = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class EmailAddress(Canonical):
    """An address such as `ada@example.org`: a dot-atom (RFC 5321), `@`, a domain name of two labels or more.

    Two addresses are equal when they differ in case only, or in how an international domain is written. What was
    typed is kept for sending.

    Raises:
        InvalidValue: it is no such address, or longer than 254 characters (RFC 5321 section 4.5.3.1.3).
    """

    LEAST: ClassVar[int] = 6
    MOST: ClassVar[int] = 254

    def __post_init__(self) -> None:
        Text.__post_init__(self)
        local, at, domain = self.text.rpartition("@")
        if not at or len(local) > _LONGEST_LOCAL or not _LOCAL.fullmatch(local):
            raise InvalidValue("must be an e-mail address")
        object.__setattr__(self, "canonical", f"{local.lower()}@{_ascii_domain(domain)}")
        require_text(self.canonical, least=self.LEAST, most=self.MOST)


def _ascii_domain(domain: str) -> str:
    """Return the domain in lower case, its international labels as Punycode (RFC 3490)."""
    ascii_form = domain if domain.isascii() else _punycode(domain)
    labels = ascii_form.split(".")
    if "." not in ascii_form or labels[-1].isdigit() or not all(map(_LABEL.fullmatch, labels)):
        raise InvalidValue("must be an e-mail address")
    return ascii_form.lower()


def _punycode(domain: str) -> str:
    # RFC 3490 spells `ß` as `ss` and drops joiners, RFC 5891 does not: mail could go to one domain while the other is
    # recorded as proved. So whatever does not read back as it was written is refused.
    try:
        ascii_form = domain.encode("idna").decode("ascii")
        read_back = ascii_form.encode("ascii").decode("idna")
    except UnicodeError:
        raise InvalidValue("must be an e-mail address") from None
    if read_back != unicodedata.normalize("NFC", domain).lower():
        raise InvalidValue("must be an e-mail address")
    return ascii_form
