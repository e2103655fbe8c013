"""Where users are logged in."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import JSONResponse, Response

from todoauth.domain.errors import SessionNotFound
from todoauth.domain.model.ids import SessionId
from todoauth.domain.use_cases.own_sessions import EndOtherSessions, EndSession, ListSessions
from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.callers import CurrentUser
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.fields import Id
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.entrypoints.http.views import sessions_view
from todoauth.entrypoints.http.wiring import use

router = APIRouter(prefix="/users/me/sessions", tags=["sessions"], route_class=DoorRoute)


@router.get("", response_model=schemas.SessionList)
async def list_sessions(caller: CurrentUser, see: Annotated[ListSessions, use(ListSessions)]) -> Response:
    """See where you are logged in, the last used session first."""
    return JSONResponse(sessions_view(await see(caller=caller), caller))


@router.delete("/{id}", status_code=204, responses=may_raise(SessionNotFound))
async def end_session(id: Id, caller: CurrentUser, end: Annotated[EndSession, use(EndSession)]) -> Response:
    """End one of your sessions: its access token and its refresh token, at once."""
    await end(caller=caller, id=SessionId(id))
    return Response(status_code=204)


@router.delete("", status_code=204)
async def end_other_sessions(caller: CurrentUser, end: Annotated[EndOtherSessions, use(EndOtherSessions)]) -> Response:
    """End all your sessions but this one."""
    await end(caller=caller)
    return Response(status_code=204)
