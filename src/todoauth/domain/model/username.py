"""The public handle of a user."""

import re
import unicodedata
from dataclasses import dataclass, field
from typing import ClassVar

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.text import Text, fold, require_text

_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")
_NEUTRAL = frozenset("0123456789_.-")

# The scripts that UAX 31 recommends for identifiers, by the first word of their letters' names.
# fmt: off
_SCRIPTS = frozenset(
    {
        "ARABIC", "ARMENIAN", "BENGALI", "BOPOMOFO", "CJK", "CYRILLIC", "DEVANAGARI", "ETHIOPIC", "GEORGIAN",
        "GREEK", "GUJARATI", "GURMUKHI", "HANGUL", "HEBREW", "HIRAGANA", "KANNADA", "KATAKANA", "KHMER", "LAO",
        "LATIN", "MALAYALAM", "MYANMAR", "ORIYA", "SINHALA", "TAMIL", "TELUGU", "THAANA", "THAI", "TIBETAN",
    }
)
# fmt: on
# UTS 39 section 5.2, "highly restrictive": what may stand together, because nobody mistakes one for the other.
_COMPANIONS = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)


@dataclass(frozen=True, slots=True)
class Username(Text):
    """A handle of 3 to 32 letters, digits, `_`, `.` and `-`, in letters that cannot be mistaken for others.

    Two usernames are equal when they fold to the same canonical form (NFKC, case folded); what was typed is kept for
    display.

    Raises:
        InvalidValue: length, characters, or a mix of scripts (UTS 39, highly restrictive).
    """

    LEAST: ClassVar[int] = 3
    MOST: ClassVar[int] = 32

    text: str = field(compare=False)
    canonical: str = field(init=False, repr=False)

    def __post_init__(self) -> None:
        Text.__post_init__(self)
        display, canonical = self.text, self.text.lower()
        if not _PLAIN.fullmatch(display):
            display, canonical = unicodedata.normalize("NFC", display), fold(display)
            _require_readable(display)
            _require_readable(canonical)
        object.__setattr__(self, "text", display)
        object.__setattr__(self, "canonical", canonical)


def _require_readable(name: str) -> None:
    require_text(name, least=Username.LEAST, most=Username.MOST)
    scripts = {_script(character) for character in name if character not in _NEUTRAL}
    if len(scripts) > 1 and not any(scripts <= companions for companions in _COMPANIONS):
        raise InvalidValue("must not mix letters of different scripts")


def _script(character: str) -> str:
    script = unicodedata.name(character, "").split(" ", 1)[0]
    if script not in _SCRIPTS or not unicodedata.category(character).startswith(("L", "M")):
        raise InvalidValue("must consist of letters, digits, '_', '.' and '-'")
    return script
