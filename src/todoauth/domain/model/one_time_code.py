"""One-time codes: they prove that whoever asks can read somebody's mail."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, StrEnum
from typing import ClassVar, Self

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId

_FORM = re.compile(r"[0-9]{6}")
_RULE = "must be a string of six digits"


class Purpose(StrEnum):
    """What a code may be used for, and for nothing else (ASVS 6.6.2)."""

    VERIFY_EMAIL = "verify-email"


@dataclass(frozen=True, slots=True)
class CodeKey:
    """What a code is bound to: a purpose, an account and an address."""

    purpose: Purpose
    user_id: UserId
    email: EmailAddress


class Redeemed(Enum):
    """What became of a guess."""

    RIGHT = "right"
    WRONG = "wrong"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class OneTimeCode:
    """Six decimal digits. They grant nothing but the flag that an address is proved.

    Raises:
        InvalidValue: it is no string of six digits; a number is refused, because it forgets leading zeros.
    """

    DIGITS: ClassVar[int] = 6

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _FORM.fullmatch(self.text):
            raise InvalidValue(_RULE)

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Read `raw`, which may be anything at all."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, str):
            raise InvalidValue(_RULE)
        return cls(raw)


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """How long a code lives and how often it may be guessed (ASVS 6.5.5, 6.6.3).

    Args:
        lifetime: from the moment its mail is handed over.
        guesses: wrong guesses at one code before it is gone.
        guesses_an_hour: guesses per account and purpose, whatever codes were sent meanwhile.
        guesses_a_day: the same for a day.
        mail_lifetime: after this the mail that owes a code is worth nothing.
    """

    lifetime: timedelta = timedelta(seconds=180)
    guesses: int = 5
    guesses_an_hour: int = 10
    guesses_a_day: int = 20
    mail_lifetime: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class CodeSeal:
    """Turns a code into the digest that may be kept: HMAC-SHA-256 over the code and all it is bound to.

    Args:
        secret: at least 32 random bytes that nothing else is keyed with.
    """

    secret: bytes = field(repr=False)

    def __call__(self, key: CodeKey, code: OneTimeCode) -> bytes:
        """Return 32 bytes that only this code for this key gives."""
        bound = "\0".join((key.purpose, key.user_id.hex, key.email.canonical, code.text))
        return hmac.digest(self.secret, bound.encode(), hashlib.sha256)
