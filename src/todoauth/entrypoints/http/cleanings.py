"""Cleanings. Everybody reads them, only the owner changes them."""

from typing import Annotated, Literal

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from todoauth.domain.errors import CleaningNotFound, NotTheOwner, TooManyCleanings, UserNotFound
from todoauth.domain.model.cleaning import CleaningFilter, CleaningType
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.use_cases.cleanings import AddCleaning, ListCleanings, ReadCleaning
from todoauth.domain.use_cases.own_cleanings import EditCleaning, RemoveCleaning, ReplaceCleaning
from todoauth.entrypoints.http import bodies, schemas
from todoauth.entrypoints.http.answering import answer, location_of
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.etags import Expected, etag
from todoauth.entrypoints.http.fields import Id, choice
from todoauth.entrypoints.http.guarding import Acting, Changing, own_cleanings
from todoauth.entrypoints.http.paging import Paging, Search
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.entrypoints.http.views import cleaning_view, page_view

router = APIRouter(prefix="/cleanings", tags=["cleanings"], route_class=DoorRoute)

_OWN = may_raise(CleaningNotFound, NotTheOwner)


class CleaningQuery(Paging):
    """Which cleanings are wanted."""

    owner: Literal["me"] | None = None
    cleaning_type: Annotated[CleaningType | None, choice(CleaningType)] = None
    q: Search = None

    def only(self, me: UserId) -> CleaningFilter:
        """Return the filter that is asked for by `me`."""
        return CleaningFilter(me if self.owner else None, self.cleaning_type, self.q)


@router.post("", status_code=201, response_model=schemas.Cleaning, responses=may_raise(UserNotFound, TooManyCleanings))
async def create_cleaning(
    request: Request, body: bodies.NewCleaning, user: Changing, add: Annotated[AddCleaning, own_cleanings(AddCleaning)]
) -> Response:
    """Offer a cleaning."""
    cleaning = await add(
        owner=user.user_id,
        name=body.name,
        price=body.price,
        description=body.description,
        cleaning_type=body.cleaning_type,
    )
    place = location_of(request, f"cleanings/{cleaning.id}")
    return answer(cleaning_view(cleaning), 201, {**etag(cleaning.version), **place})


@router.get("", response_model=schemas.CleaningPage)
async def list_cleanings(
    query: Annotated[CleaningQuery, Query()], user: Acting, find: Annotated[ListCleanings, own_cleanings(ListCleanings)]
) -> Response:
    """Leaf through the cleanings on offer, in the order in which they were added."""
    page = await find(only=query.only(user.user_id), part=query.part)
    return answer(page_view("cleanings", page, cleaning_view))


@router.get("/{id}", response_model=schemas.Cleaning, responses=may_raise(CleaningNotFound))
async def read_cleaning(id: Id, _user: Acting, read: Annotated[ReadCleaning, own_cleanings(ReadCleaning)]) -> Response:
    """Look at one cleaning."""
    cleaning = await read(id=CleaningId(id))
    return answer(cleaning_view(cleaning), headers=etag(cleaning.version))


@router.patch("/{id}", response_model=schemas.Cleaning, responses=_OWN)
async def update_cleaning(
    id: Id,
    body: bodies.CleaningChanges,
    user: Changing,
    expected: Expected,
    edit: Annotated[EditCleaning, own_cleanings(EditCleaning)],
) -> Response:
    """Change a cleaning, or part of it."""
    cleaning = await edit(
        owner=user.user_id,
        id=CleaningId(id),
        name=body.name,
        description=body.description,
        cleaning_type=body.cleaning_type,
        price=body.price,
        expected=expected,
    )
    return answer(cleaning_view(cleaning), headers=etag(cleaning.version))


@router.put("/{id}", response_model=schemas.Cleaning, responses=_OWN)
async def replace_cleaning(
    id: Id,
    body: bodies.NewCleaning,
    user: Changing,
    expected: Expected,
    replace: Annotated[ReplaceCleaning, own_cleanings(ReplaceCleaning)],
) -> Response:
    """Put another offer in a cleaning's place; what is not given goes back to its default."""
    cleaning = await replace(
        owner=user.user_id,
        id=CleaningId(id),
        name=body.name,
        price=body.price,
        description=body.description,
        cleaning_type=body.cleaning_type,
        expected=expected,
    )
    return answer(cleaning_view(cleaning), headers=etag(cleaning.version))


@router.delete("/{id}", status_code=204, responses=_OWN)
async def delete_cleaning(
    id: Id, user: Changing, expected: Expected, remove: Annotated[RemoveCleaning, own_cleanings(RemoveCleaning)]
) -> Response:
    """Withdraw a cleaning."""
    await remove(owner=user.user_id, id=CleaningId(id), expected=expected)
    return Response(status_code=204)
