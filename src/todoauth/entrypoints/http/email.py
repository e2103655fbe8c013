"""Proving an address."""

from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from todoauth.domain.errors import EmailTaken, LogInAgain, TooManyAttempts, UserNotFound, WrongOrExpiredCode
from todoauth.domain.use_cases.verify_email import SendCode, VerifyEmail
from todoauth.entrypoints.http import bodies, schemas
from todoauth.entrypoints.http.answering import answer
from todoauth.entrypoints.http.callers import Client, CurrentSession
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.etags import etag
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.entrypoints.http.views import user_view
from todoauth.entrypoints.http.wiring import use

router = APIRouter(prefix="/users/email", tags=["email"], route_class=DoorRoute)


@router.post(
    "/otp", status_code=202, response_class=Response, responses=may_raise(LogInAgain, TooManyAttempts, UserNotFound)
)
async def send_code(
    body: bodies.CodeRequest, caller: CurrentSession, client: Client, send: Annotated[SendCode, use(SendCode)]
) -> Response:
    """Mail a code to an address. The answer is the same whoever has that address.

    Who has proved one already must have logged in a short while ago.
    """
    await send(caller=caller, email=body.email, client=client)
    return Response(status_code=202)


@router.post(
    "/otp/verify",
    response_model=schemas.User,
    responses=may_raise(WrongOrExpiredCode, LogInAgain, EmailTaken, TooManyAttempts),
)
async def verify_email(
    body: bodies.Guess, caller: CurrentSession, client: Client, verify: Annotated[VerifyEmail, use(VerifyEmail)]
) -> Response:
    """Prove an address with the code that was mailed to it.

    Who has proved one already must have logged in a short while ago.
    """
    user = await verify(caller=caller, email=body.email, code=body.otp, client=client)
    return answer(user_view(user), headers=etag(user.version))
