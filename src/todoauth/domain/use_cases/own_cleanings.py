"""What people do with the cleanings that they offer."""

from dataclasses import dataclass

from todoauth.domain.errors import CleaningNotFound, NotTheOwner, Outdated
from todoauth.domain.model.cleaning import Cleaning, CleaningName, CleaningType, Description, Price
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.ports.system import Clock
from todoauth.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class EditCleaning:
    """Change a cleaning, or part of it."""

    begin: Begin
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
        """
        async with self.begin() as work:
            cleaning = await _own(work, id, owner, expected)
            edited = cleaning.edited(
                name=name, description=description, cleaning_type=cleaning_type, price=price, at=self.now()
            )
            if edited is not cleaning:
                await work.cleanings.update(edited)
        return edited


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceCleaning:
    """Put another offer in a cleaning's place; what is not given goes back to its default."""

    edit: EditCleaning

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
        return await self.edit(
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

    begin: Begin

    async def __call__(self, *, owner: UserId, id: CleaningId, expected: int | None = None) -> None:
        """Remove the cleaning.

        Raises:
            CleaningNotFound: there is none.
            NotTheOwner: it is somebody else's.
            Outdated: it has another version by now.
        """
        async with self.begin() as work:
            await _own(work, id, owner, expected)
            await work.cleanings.remove(id)


async def _own(work: UnitOfWork, id: CleaningId, owner: UserId, expected: int | None) -> Cleaning:
    cleaning = await work.cleanings.get_for_update(id)
    if cleaning is None:
        raise CleaningNotFound
    if cleaning.owner != owner:
        raise NotTheOwner
    if expected not in (None, cleaning.version):
        raise Outdated
    return cleaning
