"""Where cleanings are kept."""

from typing import Protocol

from todoauth.domain.model.cleaning import Cleaning, CleaningEdit, CleaningFilter
from todoauth.domain.model.ids import CleaningId, UserId
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
    """Cleanings. Each call is all or nothing by itself; in a unit of work it takes part in that transaction."""

    async def add(self, cleaning: Cleaning, *, at_most: int | None = None) -> bool:
        """Add a cleaning, unless its owner offers `at_most` of them; return whether it was added.

        The number is exact, whoever else adds cleanings of that owner up to some number at the same moment.

        Raises:
            UserNotFound: its owner is gone.
        """
        ...

    async def edit(
        self, id: CleaningId, edit: CleaningEdit, *, owner: UserId, version: int | None = None
    ) -> Cleaning | None:
        """Put what `Cleaning.edited` makes of that owner's cleaning in its place, in one step, as `Todos.edit` does."""
        ...

    async def remove(self, id: CleaningId, *, owner: UserId, version: int | None = None) -> bool:
        """Remove that owner's cleaning; with a `version`, only if it has that one. Return whether it was removed."""
        ...
