"""What every piece of text that people give us has in common."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import ClassVar, Self

from todoauth.domain.errors import InvalidValue

# C0 and C1 controls, line and paragraph separators, bidi controls (they reorder what a reader sees), surrogates.
_FORBIDDEN = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff"
# White space, and letters and joiners that show nothing by themselves.
_UNSEEN = re.compile(
    r"[\s\u00ad\u034f\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200d\u2060-\u2064\u3164\ufe00-\ufe0f\ufeff\uffa0]+"
)
_NOT_IN_A_LINE = re.compile(f"[{_FORBIDDEN}\t\n\r]")
_NO_TEXT = "must be text"
_NOT_IN_A_PARAGRAPH = re.compile(f"[{_FORBIDDEN}]")


def require_text(raw: object, *, least: int, most: int) -> str:
    """Return `raw` if it is text of `least` to `most` code points and not blank.

    Raises:
        InvalidValue: it is no text, too short, too long, or only white space. It is never cut (ASVS 1.3.3).
    """
    if not isinstance(raw, str):
        raise InvalidValue(_NO_TEXT)
    if len(raw) > most:
        raise InvalidValue(f"must have at most {most} characters")
    if len(raw) < least:
        raise InvalidValue(f"must have at least {least} characters" if least > 1 else "must not be empty")
    if _UNSEEN.fullmatch(raw):
        raise InvalidValue("must not be blank")
    return raw


def fold(text: str) -> str:
    """Return `text` as search and comparison see it: in NFKC, and case folded (Unicode section 3.13)."""
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def readable(said: str) -> str:
    """Return what a machine said in one line, without control or bidi characters or what was no text at all."""
    return " ".join("".join(character if character.isprintable() else " " for character in said).split())


@dataclass(frozen=True, slots=True)
class Text:
    """Text of `LEAST` to `MOST` code points that is not blank, kept exactly as it was given.

    Raises:
        InvalidValue: it is not.
    """

    LEAST: ClassVar[int] = 1
    MOST: ClassVar[int]

    text: str

    def __post_init__(self) -> None:
        require_text(self.text, least=self.LEAST, most=self.MOST)

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Read `raw`, which may be anything at all.

        Raises:
            InvalidValue: it breaks a rule of this value.
        """
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str):
            return cls(raw)
        raise InvalidValue(_NO_TEXT)

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Canonical(Text):
    """Text that equals whatever has the same canonical form; what was typed is kept. Who inherits sets that form."""

    text: str = field(compare=False)
    canonical: str = field(init=False, repr=False)


@dataclass(frozen=True, slots=True)
class Line(Text):
    """Text without line breaks, tabs, control or bidi characters."""

    def __post_init__(self) -> None:
        Text.__post_init__(self)
        if _NOT_IN_A_LINE.search(self.text):
            raise InvalidValue("must not contain control characters or line breaks")


@dataclass(frozen=True, slots=True)
class Paragraph(Text):
    """Text that may run over several lines, without other control or bidi characters."""

    def __post_init__(self) -> None:
        Text.__post_init__(self)
        if _NOT_IN_A_PARAGRAPH.search(self.text):
            raise InvalidValue("must not contain control characters")


@dataclass(frozen=True, slots=True)
class SearchText(Line):
    """What somebody looks for; upper and lower case mean the same."""

    MOST: ClassVar[int] = 100

    @property
    def folded(self) -> str:
        """The text as the stores compare it."""
        return fold(self.text)
