"""What a token says, written and read to the letter."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any, cast
from uuid import UUID

from todoauth.adapters.jwt.terms import Terms
from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import AccessClaims

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)
_TYPES = {
    "iss": str,
    "aud": str,
    "sub": str,
    "sid": str,
    "jti": str,
    "iat": int,
    "nbf": int,
    "exp": int,
    "auth_time": int,
    "amr": list,
}


def payload_of(claims: AccessClaims, terms: Terms) -> bytes:
    """Return the payload that says `claims`, to the second."""
    issued_at = _seconds(claims.issued_at)
    said = {
        "iss": terms.issuer,
        "aud": terms.audience,
        "sub": str(claims.user_id),
        "sid": str(claims.session_id),
        "jti": claims.token_id,
        "iat": issued_at,
        "nbf": issued_at,
        "exp": _seconds(claims.expires_at),
        "auth_time": _seconds(claims.authenticated_at),
        "amr": claims.methods,
    }
    return json.dumps(said, separators=(",", ":")).encode()


def claims_in(payload: bytes, terms: Terms) -> AccessClaims:
    """Return what a payload says, if it is what we would have written.

    Raises:
        InvalidToken: it is for others, or its times do not agree.
        ValueError, OverflowError, RecursionError: it says something else altogether.
    """
    said = _said_in(payload)
    ours = (said["iss"], said["aud"], said["nbf"]) == (terms.issuer, terms.audience, said["iat"])
    in_order = said["auth_time"] <= said["iat"] < said["exp"] <= said["iat"] + terms.longest // _SECOND
    if not ours or not in_order:
        raise InvalidToken
    return AccessClaims(
        user_id=UserId(_uuid(said["sub"])),
        session_id=SessionId(_uuid(said["sid"])),
        token_id=said["jti"],
        issued_at=_EPOCH + said["iat"] * _SECOND,
        expires_at=_EPOCH + said["exp"] * _SECOND,
        authenticated_at=_EPOCH + said["auth_time"] * _SECOND,
        methods=_methods(said["amr"]),
    )


def _said_in(payload: bytes) -> dict[str, Any]:  # Any: it is JSON
    """Return what `payload` says: each of the claims once, of its type, and nothing else."""
    said: dict[str, Any] = json.loads(payload.decode(), object_pairs_hook=_distinct)
    if not isinstance(said, dict) or {name: type(value) for name, value in said.items()} != _TYPES:
        raise ValueError("other claims than ours")
    return said


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a claim said twice")
    return said


def _methods(said: list[object]) -> tuple[str, ...]:
    if not said or not all(isinstance(method, str) and method for method in said):
        raise ValueError("no methods of authentication")
    return tuple(cast("list[str]", said))


def _uuid(text: str) -> UUID:
    uuid = UUID(text)
    if str(uuid) != text:
        raise ValueError("another spelling of a UUID")
    return uuid


def _seconds(at: datetime) -> int:
    return (at - _EPOCH) // _SECOND
