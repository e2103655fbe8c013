"""What counts its changes."""

from typing import Protocol


class Versioned(Protocol):
    """What says how often it was changed."""

    @property
    def version(self) -> int:
        """The version."""
        ...
