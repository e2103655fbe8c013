"""How long to wait before SQLite is asked once more, where another process writes."""

from collections.abc import Iterator
from itertools import chain, repeat
from typing import Final

_SECONDS: Final = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05)


def pauses() -> Iterator[float]:
    """Return seconds, of which the last are repeated over and over. SQLite, in a thread, would do just so."""
    return chain(_SECONDS, repeat(_SECONDS[-1]))
