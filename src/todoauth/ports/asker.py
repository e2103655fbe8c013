"""Whoever waits for what is being done."""

from collections.abc import Callable
from typing import Protocol, TypeAlias


class Asker(Protocol):
    """Somebody who asked for something, and may leave before they have it."""

    @property
    def is_gone(self) -> bool:
        """Whether there is nobody to answer any more."""
        ...

    def when_gone(self, call: Callable[[], object]) -> None:
        """Have `call` called when they leave. Who has left does not leave again."""
        ...


WhoAsks: TypeAlias = Callable[[], Asker | None]
"""`self.who_asks()`: for whom something is being done; `None` where nobody would tell that they left."""
