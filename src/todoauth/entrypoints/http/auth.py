"""Tokens, for OAuth clients and for the page of the documentation."""

from contextlib import suppress
from typing import Annotated

from fastapi import APIRouter
from starlette.responses import Response

from todoauth.domain.errors import InvalidToken, Overloaded, TooManyAttempts
from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.session import RefreshToken
from todoauth.domain.use_cases.log_in import LogIn
from todoauth.domain.use_cases.pacing import PaceTokens
from todoauth.domain.use_cases.refresh import Refresh
from todoauth.domain.use_cases.sessions import RevokeToken
from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.answering import NO_STORE, answer
from todoauth.entrypoints.http.callers import Client, SentFrom
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.idempotency import KEY_SCHEMA, SentKey
from todoauth.entrypoints.http.oauth import REFUSALS, OAuthRoute, SentForm, UnsupportedGrantType, form_schema
from todoauth.entrypoints.http.views import tokens_view
from todoauth.entrypoints.http.wiring import use

router = APIRouter(prefix="/auth", tags=["auth"], route_class=OAuthRoute)

_TEXT = {"type": "string"}
_GRANT = form_schema(
    grant_type={"type": "string", "enum": ["password", "refresh_token"]},
    username=_TEXT,
    password={"type": "string", "format": "password"},
    refresh_token=_TEXT,
)


@router.post(
    "/token",
    response_model=schemas.Tokens,
    responses={**REFUSALS, **may_raise(TooManyAttempts, Overloaded)},
    openapi_extra={**_GRANT, "parameters": [KEY_SCHEMA]},
)
async def create_token(
    form: SentForm,
    client: Client,
    device: SentFrom,
    *,
    key: SentKey,
    log_in: Annotated[LogIn, use(LogIn)],
    pace: Annotated[PaceTokens, use(PaceTokens)],
    refresh: Annotated[Refresh, use(Refresh)],
) -> Response:
    """Get tokens for a name and a password, or for a refresh token (RFC 6749 sections 4.3 and 6).

    A client that has not got the answer to a refresh may send the same again within a minute, with the same
    `Idempotency-Key`. Without one, a refresh token that is used twice ends its session.
    """
    match form.grant_type:
        case "password":
            credentials = Credentials.parse(form["username"], form["password"])
            tokens = await log_in(credentials=credentials, client=client, device=device)
        case "refresh_token":
            await pace(client=client)
            tokens = await refresh(token=RefreshToken(form["refresh_token"]), key=key, device=device)
        case _:
            raise UnsupportedGrantType
    return answer(tokens_view(tokens), headers=NO_STORE)


@router.post(
    "/revoke",
    response_class=Response,
    responses={**REFUSALS, **may_raise(TooManyAttempts)},
    openapi_extra=form_schema("token", token=_TEXT),
)
async def revoke_token(
    form: SentForm,
    client: Client,
    pace: Annotated[PaceTokens, use(PaceTokens)],
    revoke: Annotated[RevokeToken, use(RevokeToken)],
) -> Response:
    """End the session of a refresh token (RFC 7009). Nobody learns whether there was one."""
    await pace(client=client)
    with suppress(InvalidToken):  # what cannot be a token of ours is worth nothing already
        await revoke(token=RefreshToken(form["token"]))
    return Response(headers=NO_STORE)
