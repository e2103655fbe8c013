"""What SQLite is told."""

from collections.abc import Sequence

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.sqlite.codecs import CODECS
from todoauth.adapters.sql.texts import PLACE, Takes, finder


def words() -> Words:
    """Return the words of SQLite, as they are written down."""
    return Words(finder("todoauth.adapters.sql.sqlite", in_turn), CODECS)


def in_turn(text: str, _: Takes) -> tuple[str, Sequence[str]]:
    """Place values one after the other: `?`."""
    return PLACE.sub("?", text), PLACE.findall(text)
