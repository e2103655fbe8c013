"""Cleanings, in memory."""

from dataclasses import dataclass
from itertools import islice

from todoauth.adapters.memory.store import ALL, CLEANINGS, CLEANINGS_OF, Store
from todoauth.domain.model.cleaning import Cleaning, CleaningEdit, CleaningFilter
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.page import Order, Page, Slice
from todoauth.domain.model.text import SearchText, fold
from todoauth.ports.repositories import Cleanings, CleaningsView


@dataclass(frozen=True)
class MemoryCleaningsView(CleaningsView):
    """Cleanings, to look up."""

    store: Store

    async def get(self, id: CleaningId) -> Cleaning | None:
        return self.store.cleanings.get(id)

    async def page(self, *, only: CleaningFilter, part: Slice) -> Page[Cleaning]:
        index, group = (CLEANINGS, ALL) if only.owner is None else (CLEANINGS_OF, only.owner)
        after = part.after and part.after.after
        found = self.store.cleanings.all(index, group, after=after, descending=part.order is Order.DESC)
        wanted = (cleaning for cleaning in found if _is_wanted(cleaning, only))
        return Page.of(list(islice(wanted, part.size.items + 1)), part.size, id_of=lambda cleaning: cleaning.id)


class MemoryCleanings(MemoryCleaningsView, Cleanings):
    """Cleanings, in one transaction."""

    async def add(self, cleaning: Cleaning, *, at_most: int | None = None) -> bool:
        self.store.require_user(cleaning.owner)
        theirs = self.store.cleanings.all(CLEANINGS_OF, cleaning.owner)
        if at_most is not None and sum(1 for _ in theirs) >= at_most:
            return False
        self.store.cleanings.add(cleaning)
        return True

    async def edit(
        self, id: CleaningId, edit: CleaningEdit, *, owner: UserId, version: int | None = None
    ) -> Cleaning | None:
        return self.store.cleanings.edit(self._that(id, owner, version), lambda cleaning: cleaning.edited(edit))

    async def remove(self, id: CleaningId, *, owner: UserId, version: int | None = None) -> bool:
        return self._that(id, owner, version) is not None and self.store.cleanings.drop(id)

    def _that(self, id: CleaningId, owner: UserId, version: int | None) -> Cleaning | None:
        stored = self.store.cleanings.get(id)
        is_that = stored is not None and stored.owner == owner and version in {None, stored.version}
        return stored if is_that else None


def _is_wanted(cleaning: Cleaning, only: CleaningFilter) -> bool:
    is_of_type = only.cleaning_type in {None, cleaning.cleaning_type}
    return is_of_type and (only.text is None or _says(cleaning, only.text))


def _says(cleaning: Cleaning, text: SearchText) -> bool:
    searched = (cleaning.name, cleaning.description)
    return any(text.folded in fold(part.text) for part in searched if part is not None)
