"""Accounts and sessions."""

from typing import Annotated

from fastapi import APIRouter, Request
from starlette.responses import Response

from todoauth.domain.errors import (
    LastSuperuser,
    Overloaded,
    TooManyAttempts,
    UsernameTaken,
    WrongCredentials,
    WrongPassword,
)
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.use_cases.account import DeleteAccount, EditAccount
from todoauth.domain.use_cases.change_password import ChangePassword
from todoauth.domain.use_cases.log_in import LogIn
from todoauth.domain.use_cases.register import Register
from todoauth.domain.use_cases.remove_address import RemoveAddress
from todoauth.domain.use_cases.sessions import LogOut
from todoauth.entrypoints.http import bodies, schemas
from todoauth.entrypoints.http.answering import NO_STORE, answer, location_of
from todoauth.entrypoints.http.callers import Client, CurrentSession, CurrentUser, CurrentWriter, SentFrom
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.etags import Expected, etag
from todoauth.entrypoints.http.routes import DoorRoute, PublicRoute
from todoauth.entrypoints.http.views import tokens_view, user_view
from todoauth.entrypoints.http.wiring import use

public = APIRouter(prefix="/users", tags=["users"], route_class=PublicRoute)
router = APIRouter(prefix="/users", tags=["users"], route_class=DoorRoute)

_HASHING = (TooManyAttempts, Overloaded)


@public.post("/sign-up", status_code=201, response_model=schemas.User, responses=may_raise(UsernameTaken, *_HASHING))
async def sign_up(
    request: Request, body: bodies.Registration, client: Client, register: Annotated[Register, use(Register)]
) -> Response:
    """Open an account. An address that is given gets a code by mail."""
    user = await register(
        username=body.username, password=body.password, email=body.email, full_name=body.full_name, client=client
    )
    return answer(user_view(user), 201, {**etag(user.version), **location_of(request, "me")})


@public.post("/log-in", response_model=schemas.Tokens, responses=may_raise(WrongCredentials, *_HASHING))
async def log_in(
    body: bodies.LogInForm, client: Client, device: SentFrom, open_session: Annotated[LogIn, use(LogIn)]
) -> Response:
    """Open a session with a name, or a proved address, and a password."""
    credentials = Credentials.parse(body.username, body.password)
    tokens = await open_session(credentials=credentials, client=client, device=device)
    return answer(tokens_view(tokens), headers=NO_STORE)


@router.post("/log-out", status_code=204)
async def log_out(caller: CurrentSession, end_session: Annotated[LogOut, use(LogOut)]) -> Response:
    """End this session: its access token and its refresh token, at once."""
    await end_session(caller=caller)
    return Response(status_code=204)


@router.get("/me", response_model=schemas.User)
async def read_account(caller: CurrentSession) -> Response:
    """Read your own account."""
    return answer(user_view(caller.user), headers=etag(caller.user.version))


@router.patch("/me", response_model=schemas.User, responses=may_raise(UsernameTaken))
async def update_account(
    body: bodies.AccountChanges,
    caller: CurrentWriter,
    expected: Expected,
    edit: Annotated[EditAccount, use(EditAccount)],
) -> Response:
    """Change your name or your full name."""
    user = await edit(caller=caller, username=body.username, full_name=body.full_name, expected=expected)
    return answer(user_view(user), headers=etag(user.version))


@router.post("/me/password", status_code=204, responses=may_raise(WrongPassword, *_HASHING))
async def change_password(
    body: bodies.PasswordChange, caller: CurrentUser, change: Annotated[ChangePassword, use(ChangePassword)]
) -> Response:
    """Change your password. All your other sessions end."""
    await change(caller=caller, current=body.current_password, new=body.new_password)
    return Response(status_code=204)


@router.post("/me/email/removal", status_code=204, responses=may_raise(WrongPassword, *_HASHING))
async def remove_address(
    body: bodies.Confirmation, caller: CurrentUser, remove: Annotated[RemoveAddress, use(RemoveAddress)]
) -> Response:
    """Remove your proved address. It is told."""
    await remove(caller=caller, password=body.password)
    return Response(status_code=204)


@router.post("/me/deletion", status_code=204, responses=may_raise(WrongPassword, LastSuperuser, *_HASHING))
async def delete_account(
    body: bodies.Confirmation, caller: CurrentUser, delete: Annotated[DeleteAccount, use(DeleteAccount)]
) -> Response:
    """Delete your account and everything in it, for good."""
    await delete(caller=caller, password=body.password)
    return Response(status_code=204)
