"""Where a page begins, and what a text search looks for."""

import re
from typing import Final
from uuid import UUID

from todoauth.domain.model.page import Order, Slice
from todoauth.domain.model.text import SearchText

_BEFORE_ALL: Final = {Order.ASC: UUID(int=0), Order.DESC: UUID(int=2**128 - 1)}
_SPECIAL: Final = re.compile(r"([%_\\])")


def beginning(part: Slice) -> UUID:
    """Return the id after which the page begins, in its order."""
    return _BEFORE_ALL[part.order] if part.after is None else part.after.after


def pattern(text: SearchText) -> str:
    """Return the `LIKE` pattern that finds `text` anywhere in a folded column, every character as itself."""
    return "%" + _SPECIAL.sub(r"\\\1", text.folded) + "%"
