"""What a list is narrowed by, as values to bind, and how it is found."""

import re
from collections.abc import Mapping, Sequence
from typing import Final

from todoauth.adapters.sql.asked.pages import Pages, Search
from todoauth.adapters.sql.executor import Connection, Row
from todoauth.domain.model.page import Slice
from todoauth.domain.model.text import SearchText

_SPECIAL: Final = re.compile(r"([%_\\])")
_INDEXED: Final = re.compile(r"[^\W_]{3}")  # three letters or digits in a row: an index on text knows nothing less


def given(**values: object) -> dict[str, object]:
    """Return the values that are not `None`."""
    return {name: value for name, value in values.items() if value is not None}


def pattern(text: SearchText | None) -> str | None:
    """Return the `LIKE` pattern that finds `text` anywhere in a folded column, every character as itself."""
    return None if text is None else "%" + _SPECIAL.sub(r"\\\1", text.folded) + "%"


async def listed(
    connection: Connection,
    page: Pages,
    search: Search,
    *,
    part: Slice,
    wanted: Mapping[str, object],
    text: SearchText | None,
) -> Sequence[Row]:
    """Return the rows of a page that is wanted, and the one after it, if there is one."""
    if text is None or not _INDEXED.search(text.folded):
        return await connection.all(page(part, wanted), wanted)
    rows = await connection.all(search.near(part, wanted), wanted)
    return rows if len(rows) > part.size.items else await connection.all(search.far(part, wanted), wanted)
