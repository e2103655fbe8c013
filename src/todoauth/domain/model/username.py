"""The public handle of a user."""

import re
import unicodedata
from dataclasses import dataclass
from typing import ClassVar

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.text import Canonical, Text, fold, require_text

_PLAIN = re.compile(r"[_.-]*[A-Za-z0-9][A-Za-z0-9_.-]*")
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
# What is shared by several scripts, and is named after none or two of them: 々 and ー.
_SHARED = {"IDEOGRAPHIC": "CJK", "KATAKANA-HIRAGANA": "KATAKANA"}
# Letters that cannot be seen: with one at its end, anybody's name could be taken again.
_INVISIBLE = frozenset("\u115f\u1160\u3164\u17b4\u17b5")
# UTS 39 section 5.2, "highly restrictive": what may stand together, because nobody mistakes one for the other.
_COMPANIONS = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
)


@dataclass(frozen=True, slots=True)
class Username(Canonical):
    """A handle of 3 to 32 letters, digits, `_`, `.` and `-`, in letters that cannot be mistaken for others.

    Two usernames are equal when they fold to the same canonical form (NFKC, case folded); what was typed is kept for
    display, but for the width that East Asian keyboards give to letters.

    Raises:
        InvalidValue: length, characters, or a mix of scripts (UTS 39, highly restrictive).
    """

    LEAST: ClassVar[int] = 3
    MOST: ClassVar[int] = 32

    def __post_init__(self) -> None:
        Text.__post_init__(self)
        display, canonical = self.text, self.text.lower()
        if not _PLAIN.fullmatch(display):
            display, canonical = unicodedata.normalize("NFC", _narrowed(display)), fold(display)
            _require_readable(display)
            _require_readable(canonical)
        object.__setattr__(self, "text", display)
        object.__setattr__(self, "canonical", canonical)


def _narrowed(name: str) -> str:
    """Return `name` with full and half width mapped away (RFC 8265 section 3.3, width mapping)."""
    return "".join(
        unicodedata.normalize("NFKC", character) if unicodedata.east_asian_width(character) in {"F", "H"} else character
        for character in name
    )


def _require_readable(name: str) -> None:
    require_text(name, least=Username.LEAST, most=Username.MOST)
    scripts = {_script(character) for character in name if character not in _NEUTRAL}
    if not scripts and not any(map(str.isdecimal, name)):
        raise InvalidValue("must have a letter or a digit")
    if len(scripts) > 1 and not any(scripts <= companions for companions in _COMPANIONS):
        raise InvalidValue("must not mix letters of different scripts")


def _script(character: str) -> str:
    first_word = unicodedata.name(character, "").split(" ", 1)[0]
    script = _SHARED.get(first_word, first_word)
    is_letter = unicodedata.category(character).startswith(("L", "M")) and character not in _INVISIBLE
    if script not in _SCRIPTS or not is_letter:
        raise InvalidValue("must consist of letters, digits, '_', '.' and '-'")
    return script
