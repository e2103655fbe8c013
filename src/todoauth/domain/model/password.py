"""Passwords: what may be one, and what is kept of it."""

import functools
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import ClassVar, NewType

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.text import Text, fold, require_text
from todoauth.domain.model.username import Username

PasswordHash = NewType("PasswordHash", str)

_SHORTEST_WORD = 4


@dataclass(frozen=True, slots=True)
class Password(Text):
    """A secret of 8 to 256 code points, in NFC, of any characters (NIST SP 800-63B-4).

    It never shows itself: `repr` and `str` are silent.

    Raises:
        InvalidValue: too short, too long, blank, or holding surrogates or NUL.
    """

    LEAST: ClassVar[int] = 8
    MOST: ClassVar[int] = 256

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        Text.__post_init__(self)  # first as it was typed: long runs of combining marks take quadratic time to sort
        text = require_text(unicodedata.normalize("NFC", self.text), least=self.LEAST, most=self.MOST)
        if "\0" in text or any("\ud800" <= character <= "\udfff" for character in text):
            raise InvalidValue("must consist of characters")
        object.__setattr__(self, "text", text)

    def __str__(self) -> str:
        return "********"


@dataclass(frozen=True, slots=True)
class PasswordPolicy:
    """Which passwords a newcomer may choose (NIST SP 800-63B-4 section 3.1.1, ASVS 6.2.1, 6.2.4 and 6.2.11).

    Args:
        least: the fewest code points of a new password: 8, or 15 where the only factor must be strong.
        words: words of the deployment, such as its own name, that must not be a password.
    """

    least: int = Password.LEAST
    words: frozenset[str] = frozenset({"todoauth"})

    def admit(
        self,
        password: Password,
        *,
        username: Username | None = None,
        email: EmailAddress | None = None,
        field: str = "password",
    ) -> None:
        """Let a password pass.

        Args:
            password: what somebody wants to have.
            username: their name, as far as they may be told of it.
            email: their address.
            field: what the password is called where it was typed.

        Raises:
            InvalidValue: too short for this deployment, a common one, or the user's own name or address.
        """
        if len(password.text) < self.least:
            raise InvalidValue(f"must have at least {self.least} characters", field=field)
        bare = _bare(password.text)
        if f"\n{bare}\n" in common_passwords() or bare in map(_bare, (*_own_words(username, email), *self.words)):
            raise InvalidValue("is too common or too close to the user's own name", field=field)


def _own_words(username: Username | None, email: EmailAddress | None) -> Iterable[str]:
    if username is not None:
        yield username.canonical
    if email is not None:
        yield email.canonical
        yield from email.canonical.rpartition("@")[::2]


def _bare(text: str) -> str:
    """Return `text` as a guesser's rules see it: folded, without outer digits and without repetition."""
    folded = fold(text)
    core = folded.strip(" 0123456789!?.,;:_-*#$%&@+")
    return _period(core if len(core) >= _SHORTEST_WORD else folded)


def _period(text: str) -> str:
    """Return the shortest piece whose repetition is `text`: `abcabcabc` is no better than `abc`."""
    return text[: (text + text).index(text, 1)]


@functools.cache
def common_passwords() -> str:
    """Return the passwords that guessers try first, in their bare form, each between two line ends.

    Read once, at the first use, and searched as it is: a set of so many words takes ten times the memory.
    """
    from importlib import resources  # noqa: PLC0415 - a third of what all of this module costs, for this alone

    return "\n" + resources.files("todoauth.domain.model").joinpath("common_passwords.txt").read_text(encoding="ascii")
