"""One-time codes: they prove that whoever asks can read somebody's mail."""

import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import timedelta
from enum import Enum, StrEnum
from typing import ClassVar, Final, Self, TypeAlias
from uuid import UUID

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId

_FORM: Final = re.compile(r"[0-9]{6}")
_RULE: Final = "must be a string of six digits"
_RESET_FORM: Final = re.compile(r"[2-9A-HJ-NP-Za-hj-np-z]{8}")
_RESET_RULE: Final = "must be a string of eight letters and digits, without 0, 1, I and O"


class Purpose(StrEnum):
    """What a code may be used for, and for nothing else (ASVS 6.6.2)."""

    VERIFY_EMAIL = "verify-email"
    RESET = "reset"


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
class ResetCode:
    """Eight symbols of 32 that no two people read differently: 40 bits (ASVS 6.5.4). They open an account.

    Small letters mean the same as capitals.

    Raises:
        InvalidValue: it is no string of eight such symbols.
    """

    SYMBOLS: ClassVar[str] = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
    LENGTH: ClassVar[int] = 8

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _RESET_FORM.fullmatch(self.text):
            raise InvalidValue(_RESET_RULE)
        object.__setattr__(self, "text", self.text.upper())

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Read `raw`, which may be anything at all."""
        if isinstance(raw, cls):
            return raw
        if not isinstance(raw, str):
            raise InvalidValue(_RESET_RULE)
        return cls(raw)


Code: TypeAlias = OneTimeCode | ResetCode


@dataclass(frozen=True, slots=True)
class CodePolicy:
    """How long a code lives and how often it may be guessed (ASVS 6.5.5, 6.6.3).

    Args:
        lifetime: from the moment its mail is handed over.
        guesses: wrong guesses at one code before it is gone.
        guesses_an_hour: guesses per account or address, and purpose, whatever codes were sent meanwhile.
        guesses_a_day: the same for a day.
        mail_lifetime: after this the mail that owes a code is worth nothing.
    """

    lifetime: timedelta = timedelta(seconds=180)
    guesses: int = 5
    guesses_an_hour: int = 10
    guesses_a_day: int = 20
    mail_lifetime: timedelta = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class GuessBudget:
    """How many guesses there may be at what somebody holds, in any hour and in any day.

    Args:
        holder: whose account they would open. Nobody need have that id.
    """

    holder: UserId
    an_hour: int
    a_day: int

    HOUR: ClassVar = timedelta(hours=1)
    DAY: ClassVar = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CodeSeal:
    """Turns a code into the digest that may be kept: HMAC-SHA-256 over the code and all it is bound to.

    Args:
        secret: at least 32 random bytes that nothing else is keyed with.
    """

    secret: bytes = field(repr=False)

    def __call__(self, key: CodeKey, code: Code) -> bytes:
        """Return 32 bytes that only this code for this key gives."""
        bound = "\0".join((key.purpose, key.user_id.hex, key.email.canonical, code.text))
        return hmac.digest(self.secret, bound.encode(), hashlib.sha256)

    def subject(self, email: EmailAddress) -> UUID:
        """Return what guesses for an address are counted under, whoever has it. It tells nobody which it is."""
        return UUID(bytes=hmac.digest(self.secret, f"guesses\0{email.canonical}".encode(), hashlib.sha256)[:16])
