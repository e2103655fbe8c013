"""Other people's accounts, for superusers."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from todoauth.domain.errors import LastSuperuser, LogInAgain, NotASuperuser, UserNotFound
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.user import UserFilter
from todoauth.domain.use_cases.administer import AdministerUser, EndUserSessions, RemoveUser
from todoauth.domain.use_cases.see_users import ListUsers, ReadUser
from todoauth.entrypoints.http import bodies, schemas
from todoauth.entrypoints.http.answering import answer
from todoauth.entrypoints.http.callers import CurrentUser, CurrentWriter
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.etags import Expected, etag
from todoauth.entrypoints.http.fields import Id
from todoauth.entrypoints.http.paging import Flag, Paging, Search
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.entrypoints.http.views import page_view, user_view
from todoauth.entrypoints.http.wiring import use

router = APIRouter(prefix="/users", tags=["users"], route_class=DoorRoute)

_ONE = "/{id:uuid}"  # so that /users/me is never taken for somebody
_ONE_OF_THEM = (NotASuperuser, UserNotFound)
_CHANGING = (LogInAgain, *_ONE_OF_THEM)


class UserQuery(Paging):
    """Which users are wanted."""

    is_active: Flag = None
    is_superuser: Flag = None
    is_verified: Flag = None
    q: Search = None

    @property
    def only(self) -> UserFilter:
        """The filter that is asked for."""
        return UserFilter(self.is_active, self.is_superuser, self.is_verified, self.q)


@router.get("", response_model=schemas.UserPage, responses=may_raise(NotASuperuser))
async def list_users(
    query: Annotated[UserQuery, Query()], caller: CurrentUser, find: Annotated[ListUsers, use(ListUsers)]
) -> Response:
    """Leaf through everybody's accounts, in the order in which they joined. `q` finds names and addresses."""
    page = await find(by=caller, only=query.only, part=query.part)
    return answer(page_view("users", page, user_view))


@router.get(_ONE, response_model=schemas.User, responses=may_raise(*_ONE_OF_THEM))
async def read_user(id: Id, caller: CurrentUser, read: Annotated[ReadUser, use(ReadUser)]) -> Response:
    """Look at somebody's account."""
    user = await read(by=caller, id=UserId(id))
    return answer(user_view(user), headers=etag(user.version))


@router.patch(_ONE, response_model=schemas.User, responses=may_raise(*_CHANGING, LastSuperuser))
async def administer_user(
    id: Id,
    body: bodies.Administration,
    caller: CurrentWriter,
    expected: Expected,
    administer: Annotated[AdministerUser, use(AdministerUser)],
) -> Response:
    """Close or open somebody's account; give or take all rights. All sessions of a closed account end."""
    user = await administer(
        by=caller, id=UserId(id), is_active=body.is_active, is_superuser=body.is_superuser, expected=expected
    )
    return answer(user_view(user), headers=etag(user.version))


@router.delete(_ONE, status_code=204, responses=may_raise(*_CHANGING, LastSuperuser))
async def remove_user(
    id: Id, caller: CurrentWriter, expected: Expected, remove: Annotated[RemoveUser, use(RemoveUser)]
) -> Response:
    """Delete somebody's account and everything in it, for good."""
    await remove(by=caller, id=UserId(id), expected=expected)
    return Response(status_code=204)


@router.delete(f"{_ONE}/sessions", status_code=204, responses=may_raise(*_CHANGING))
async def end_user_sessions(
    id: Id, caller: CurrentWriter, end: Annotated[EndUserSessions, use(EndUserSessions)]
) -> Response:
    """Log somebody out, everywhere."""
    await end(by=caller, id=UserId(id))
    return Response(status_code=204)
