"""Who is asking: access tokens in the `Authorization` header (RFC 6750 section 2.1)."""

from collections.abc import Awaitable
from string import ascii_letters, digits
from typing import Annotated, TypeAlias, TypeVar

from fastapi import Depends, Request
from fastapi.security import OAuth2PasswordBearer
from starlette.requests import HTTPConnection

from todoauth.domain.errors import InvalidToken, TodoAuthError
from todoauth.domain.model.device import Device
from todoauth.domain.model.session import Caller
from todoauth.domain.use_cases.pacing import PaceWrites
from todoauth.domain.use_cases.sessions import Authenticate
from todoauth.entrypoints.http.answering import NotAdmitted
from todoauth.entrypoints.http.client import client_of, device_of
from todoauth.entrypoints.http.wiring import use, wiring_of

T = TypeVar("T")

SCHEME = "todoauth"

_LARGEST = 4_096  # characters
_CHARACTERS = f"{ascii_letters}{digits}-._~+/".encode()


def token_in(credentials: bytes) -> bytes | None:
    """Return the token in `Bearer TOKEN`, if that is what it is."""
    # A regular expression that minds no case looks at every letter by itself: that was 5 % of a page.
    scheme, _, rest = credentials.partition(b" ")
    token = rest.lstrip(b" ")
    said = token.rstrip(b"=")
    return token if scheme.lower() == b"bearer" and said and not said.translate(None, _CHARACTERS) else None


class BearerToken(OAuth2PasswordBearer):
    """Takes exactly one `Authorization` header, with a token of at most 4 KiB."""

    async def __call__(self, request: HTTPConnection) -> str:
        """Return the token.

        Raises:
            NotAdmitted: there is none, or more than one, or it cannot be one.
        """
        given = [value for name, value in request.scope["headers"] if name == b"authorization"]
        token = token_in(given[0]) if len(given) == 1 else None
        if token is None or len(token) > _LARGEST:
            raise NotAdmitted(InvalidToken())
        return token.decode("ascii")


bearer_token = BearerToken(
    tokenUrl="auth/token", scheme_name=SCHEME, description="Log in with a name, or a proved address, and a password."
)
_Token: TypeAlias = Annotated[str, Depends(bearer_token)]
_Authenticate: TypeAlias = Annotated[Authenticate, use(Authenticate)]


async def current_user(token: _Token, authenticate: _Authenticate) -> Caller:
    """Return who is asking.

    Raises:
        NotAdmitted: nobody we know, or somebody who has to prove an address first.
    """
    return await admitted(authenticate(token=token))


async def current_session(token: _Token, authenticate: _Authenticate) -> Caller:
    """Return who is asking, even where they have yet to prove an address: so that they can.

    Raises:
        NotAdmitted: nobody we know.
    """
    return await admitted(authenticate(token=token, even_unproved=True))


async def admitted(asked: Awaitable[T]) -> T:
    """Return what a use case says about whoever is asking.

    Raises:
        NotAdmitted: it refuses.
    """
    try:
        return await asked
    except TodoAuthError as error:
        raise NotAdmitted(error) from error


async def client(request: Request) -> str:
    """Return who is at the other end, as limits count them."""
    return client_of(request.scope, wiring_of(request).trusted_proxies)


async def device(request: Request) -> Device:
    """Return what is at the other end, as its owner would know it."""
    return device_of(request.scope, wiring_of(request).trusted_proxies)


CurrentUser: TypeAlias = Annotated[Caller, Depends(current_user)]
CurrentSession: TypeAlias = Annotated[Caller, Depends(current_session)]
Client: TypeAlias = Annotated[str, Depends(client)]
SentFrom: TypeAlias = Annotated[Device, Depends(device)]


async def current_writer(caller: CurrentUser, pace: Annotated[PaceWrites, use(PaceWrites)]) -> Caller:
    """Return who is asking for a change.

    Raises:
        NotAdmitted: nobody we know, somebody who has to prove an address first, or who just changed too much.
    """
    await admitted(pace(user_id=caller.user_id))
    return caller


CurrentWriter: TypeAlias = Annotated[Caller, Depends(current_writer)]
