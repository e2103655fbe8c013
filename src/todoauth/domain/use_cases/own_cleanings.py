"""What people do with the cleanings that they offer."""

from dataclasses import dataclass

from todoauth.domain.errors import CleaningNotFound, NotTheOwner, Outdated
from todoauth.domain.model.cleaning import Cleaning, CleaningEdit, CleaningName, CleaningType, Description, Price
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.use_cases.editing import edited
from todoauth.ports.repositories import Cleanings, CleaningsView
from todoauth.ports.system import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCleaning:
    """Change a cleaning, or part of it."""

    cleanings: Cleanings
    now: Clock

    async def __call__(
        self,
        *,
        owner: UserId,
        id: CleaningId,
        name: Maybe[CleaningName] = UNSET,
        description: Maybe[Description | None] = UNSET,
        cleaning_type: Maybe[CleaningType] = UNSET,
        price: Maybe[Price] = UNSET,
        expected: int | None = None,
    ) -> Cleaning:
        """Return the cleaning as changed; what is not mentioned stays.

        Args:
            owner: who asks.
            expected: the version that the change is based on, or `None` for whatever is there.

        Raises:
            CleaningNotFound: there is none.
            NotTheOwner: it is somebody else's.
            Outdated: it has another version by now.
            Contended: many others change it at the same moment.
        """
        edit = CleaningEdit(name=name, description=description, cleaning_type=cleaning_type, price=price, at=self.now())
        return await edited(
            lambda: self.cleanings.edit(id, edit, owner=owner, version=expected),
            lambda: _own(self.cleanings, id, owner),
            lambda cleaning: cleaning.edited(edit) is not cleaning,
            expected=expected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceCleaning:
    """Put another offer in a cleaning's place; what is not given goes back to its default."""

    cleanings: Cleanings
    now: Clock

    async def __call__(
        self,
        *,
        owner: UserId,
        id: CleaningId,
        name: CleaningName,
        price: Price,
        description: Description | None = None,
        cleaning_type: CleaningType = CleaningType.SPOT_CLEAN,
        expected: int | None = None,
    ) -> Cleaning:
        """Return the cleaning as replaced. Raises as `EditCleaning` does."""
        edit = EditCleaning(cleanings=self.cleanings, now=self.now)
        return await edit(
            owner=owner,
            id=id,
            name=name,
            price=price,
            description=description,
            cleaning_type=cleaning_type,
            expected=expected,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RemoveCleaning:
    """Withdraw a cleaning."""

    cleanings: Cleanings

    async def __call__(self, *, owner: UserId, id: CleaningId, expected: int | None = None) -> None:
        """Remove the cleaning.

        Raises:
            CleaningNotFound: there is none.
            NotTheOwner: it is somebody else's.
            Outdated: it has another version by now.
        """
        if not await self.cleanings.remove(id, owner=owner, version=expected):
            await _own(self.cleanings, id, owner)  # to tell what it is
            raise Outdated


async def _own(cleanings: CleaningsView, id: CleaningId, owner: UserId) -> Cleaning:
    cleaning = await cleanings.get(id)
    if cleaning is None:
        raise CleaningNotFound
    if cleaning.owner != owner:
        raise NotTheOwner
    return cleaning
