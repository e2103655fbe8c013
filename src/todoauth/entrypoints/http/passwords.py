"""Passwords that were forgotten."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from todoauth.domain.errors import Overloaded, TooManyAttempts, WrongOrExpiredCode
from todoauth.domain.use_cases.reset_password import ResetPassword, SendResetCode
from todoauth.entrypoints.http import bodies
from todoauth.entrypoints.http.callers import Client
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.routes import PublicRoute
from todoauth.entrypoints.http.wiring import use

router = APIRouter(prefix="/users/password", tags=["passwords"], route_class=PublicRoute)


@router.post("/forgot", status_code=202, response_class=Response, responses=may_raise(TooManyAttempts))
async def send_reset_code(
    body: bodies.CodeRequest, client: Client, send: Annotated[SendResetCode, use(SendResetCode)]
) -> Response:
    """Mail a code to set a new password with. The answer is the same whether anybody has that address or not."""
    await send(email=body.email, client=client)
    return Response(status_code=202)


@router.post("/reset", status_code=204, responses=may_raise(WrongOrExpiredCode, TooManyAttempts, Overloaded))
async def reset_password(
    body: bodies.PasswordReset, client: Client, reset: Annotated[ResetPassword, use(ResetPassword)]
) -> Response:
    """Set a new password with the code that was mailed. All sessions end; log in with the new password."""
    await reset(email=body.email, code=body.code, new=body.new_password, client=client)
    return Response(status_code=204)
