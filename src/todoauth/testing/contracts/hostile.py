"""Texts that stores fold, trim, pad, cut, sort or run in ways of their own, made from each other."""

import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from typing import Final

from todoauth.domain.model.todo import TodoContent
from todoauth.testing.contracts.samples import HOSTILE

_WORDS: Final = (
    "straße",
    "Ångström",
    "café",
    "ﬁsh Ⅳ",
    "ΣΊΣΥΦΟΣ",
    "İstanbul",
    "Zoë",
    "日本語",
    "한국어",
    "ﷺ",
    "Đồng",
    "100 %",
)
_FORMS: Final[tuple[Callable[[str], str], ...]] = (
    str,
    str.upper,
    str.lower,
    str.casefold,
    *(partial(unicodedata.normalize, form) for form in ("NFC", "NFD", "NFKC", "NFKD")),
    "{} ".format,
    "{}  ".format,
    " {}".format,
    "{}\u00a0".format,
    "%{}%".format,
    "_{}".format,
    "{}\\".format,
    "\\%{}\\_".format,
    "'{}'".format,
    '"{}"'.format,
    "`{}` -- ".format,
    "{}\u0301".format,
    "{}\u200d🧹".format,
)
_ALONE: Final = (
    *("🧹", "🧹🏽", "🧹🏽‍♀️", "👨‍👩‍👧", "👩‍👧", "🇩🇪", "🇩🇰", "❤", "❤️", "😀", "😁"),
    *("a", "A", "á", "a\u0301", "ª", "ａ", "а", "α", "æ", "ae", "ss", "ß", "ẞ", "ı", "i", "I", "İ", "ſ", "s", "K", "k"),
    *("%", "_", "\\", "\\\\", "\\%", "%_\\", "'", "''", "\\'", "?", "%s", "%%", ":q", "$1", "*", "[a]", "^a$", "a\\'b"),
    *("'; DROP TABLE users; --", "1 OR 1=1", "/*! SELECT 1 */", "0x41", "NULL", "true", "1e1000", "-0", "00"),
)
_LONG: Final = tuple(letter * TodoContent.MOST for letter in ("x", "é", "長", "🧹", "ﷺ", "\u0390", "%", "\\", "'"))


def _texts() -> Iterator[str]:
    yield from HOSTILE
    yield from _ALONE
    yield from _LONG
    for word in _WORDS:
        for form in _FORMS:
            yield form(word)


HOSTILE_TEXTS: Final = tuple(dict.fromkeys(_texts()))
"""Every one different, if only by a space at its end."""
