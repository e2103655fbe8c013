"""Where users are logged in."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from todoauth.domain.errors import LogInAgain, SessionNotFound
from todoauth.domain.model.ids import SessionId
from todoauth.domain.use_cases.own_sessions import EndOtherSessions, EndSession, ListSessions
from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.answering import answer
from todoauth.entrypoints.http.callers import CurrentUser, CurrentWriter
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.fields import Id
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.entrypoints.http.views import sessions_view
from todoauth.entrypoints.http.wiring import use

router = APIRouter(prefix="/users/me/sessions", tags=["sessions"], route_class=DoorRoute)


@router.get("", response_model=schemas.SessionList)
async def list_sessions(caller: CurrentUser, see: Annotated[ListSessions, use(ListSessions)]) -> Response:
    """See where you are logged in, the last used session first."""
    return answer(sessions_view(await see(caller=caller), caller))


@router.delete("/{id}", status_code=204, responses=may_raise(LogInAgain, SessionNotFound))
async def end_session(id: Id, caller: CurrentWriter, end: Annotated[EndSession, use(EndSession)]) -> Response:
    """End one of your sessions: its access token and its refresh token, at once.

    To end another than this one, you must have logged in a short while ago.
    """
    await end(caller=caller, id=SessionId(id))
    return Response(status_code=204)


@router.delete("", status_code=204, responses=may_raise(LogInAgain))
async def end_other_sessions(
    caller: CurrentWriter, end: Annotated[EndOtherSessions, use(EndOtherSessions)]
) -> Response:
    """End all your sessions but this one. You must have logged in a short while ago."""
    await end(caller=caller)
    return Response(status_code=204)
