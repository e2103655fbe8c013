"""Where cleanings are kept."""

from typing import Protocol

from todoauth.domain.model.cleaning import Cleaning, CleaningFilter
from todoauth.domain.model.ids import CleaningId
from todoauth.domain.model.page import Page, Slice


class CleaningsView(Protocol):
    """Cleanings, to look up. Anybody may."""

    async def get(self, id: CleaningId) -> Cleaning | None:
        """Return the cleaning, or `None`."""
        ...

    async def page(self, *, only: CleaningFilter, part: Slice) -> Page[Cleaning]:
        """Return part of the cleanings, in the order in which they were added.

        Text is looked for in the name and in the description, never across both.
        """
        ...


class Cleanings(CleaningsView, Protocol):
    """Cleanings."""

    async def get_for_update(self, id: CleaningId) -> Cleaning | None:
        """Return the cleaning, or `None`; nobody else changes it until the transaction ends."""
        ...

    async def add(self, cleaning: Cleaning, *, at_most: int | None = None) -> bool:
        """Add a cleaning, unless its owner offers `at_most` of them; return whether it was added.

        The number is exact as long as nobody else adds any: while the owner is locked.

        Raises:
            UserNotFound: its owner is gone.
        """
        ...

    async def update(self, cleaning: Cleaning) -> None:
        """Put `cleaning` in the place of its predecessor.

        Raises:
            Outdated: the stored cleaning is not the predecessor, or is gone.
        """
        ...

    async def remove(self, id: CleaningId) -> bool:
        """Remove the cleaning; return whether there was one."""
        ...
