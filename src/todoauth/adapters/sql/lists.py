"""What a list is narrowed by, as values to bind."""

import re
from typing import Final

from todoauth.domain.model.text import SearchText

_SPECIAL: Final = re.compile(r"([%_\\])")


def given(**values: object) -> dict[str, object]:
    """Return the values that are not `None`."""
    return {name: value for name, value in values.items() if value is not None}


def pattern(text: SearchText | None) -> str | None:
    """Return the `LIKE` pattern that finds `text` anywhere in a folded column, every character as itself."""
    return None if text is None else "%" + _SPECIAL.sub(r"\\\1", text.folded) + "%"
