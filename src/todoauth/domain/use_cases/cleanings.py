"""What people do with cleanings."""

from dataclasses import dataclass

from todoauth.domain.errors import CleaningNotFound, TooManyCleanings
from todoauth.domain.model.cleaning import (
    Cleaning,
    CleaningFilter,
    CleaningName,
    CleaningType,
    Description,
    Price,
)
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.limit import Quotas
from todoauth.domain.model.page import Page, Slice
from todoauth.ports.repositories import Cleanings, CleaningsView
from todoauth.ports.system import Clock, Ids


@dataclass(frozen=True, slots=True, kw_only=True)
class AddCleaning:
    """Offer a cleaning."""

    cleanings: Cleanings
    new_id: Ids
    now: Clock
    quotas: Quotas = Quotas()

    async def __call__(
        self,
        *,
        owner: UserId,
        name: CleaningName,
        price: Price,
        description: Description | None = None,
        cleaning_type: CleaningType = CleaningType.SPOT_CLEAN,
    ) -> Cleaning:
        """Return the new cleaning.

        Raises:
            UserNotFound: the owner is gone.
            TooManyCleanings: the owner has as many as one may have.
        """
        at = self.now()
        cleaning = Cleaning(
            id=CleaningId(self.new_id()),
            owner=owner,
            name=name,
            description=description,
            cleaning_type=cleaning_type,
            price=price,
            created_at=at,
            updated_at=at,
        )
        if not await self.cleanings.add(cleaning, at_most=self.quotas.cleanings):
            raise TooManyCleanings
        return cleaning


@dataclass(frozen=True, slots=True, kw_only=True)
class ListCleanings:
    """Leaf through the cleanings on offer."""

    cleanings: CleaningsView

    async def __call__(self, *, only: CleaningFilter = CleaningFilter(), part: Slice = Slice()) -> Page[Cleaning]:
        """Return a page of cleanings."""
        return await self.cleanings.page(only=only, part=part)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadCleaning:
    """Look at one cleaning."""

    cleanings: CleaningsView

    async def __call__(self, *, id: CleaningId) -> Cleaning:
        """Return the cleaning.

        Raises:
            CleaningNotFound: there is none.
        """
        cleaning = await self.cleanings.get(id)
        if cleaning is None:
            raise CleaningNotFound
        return cleaning
