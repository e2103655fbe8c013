"""What PostgreSQL is told."""

from collections.abc import Sequence

from todoauth.adapters.sql.compiled import Words
from todoauth.adapters.sql.postgres.codecs import CODECS
from todoauth.adapters.sql.texts import PLACE, Takes, finder


def words() -> Words:
    """Return the words of PostgreSQL, as they are written down."""
    return Words(finder("todoauth.adapters.sql.postgres", numbered), CODECS)


def numbered(text: str, takes: Takes) -> tuple[str, Sequence[str]]:
    """Place values by numbers: `$1`."""
    places = set(PLACE.findall(text))
    names = [name for name in takes if name in places]
    return PLACE.sub(lambda place: f"${names.index(place[1]) + 1}", text), names
