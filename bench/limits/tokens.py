"""Access tokens, proved and made: by hand, and by PyJWT."""

import hmac
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from time import time
from typing import Any
from uuid import UUID

import jwt

KEY = bytes.fromhex(os.environ.get("BENCH_TOKEN_KEY", ""))
HEADER = os.environ.get("BENCH_TOKEN_HEADER", "")
LIFETIME = 900
_MOST = 4_096
_KEY_ID = {"kid": json.loads(urlsafe_b64decode(HEADER + "=="))["kid"], "typ": "at+jwt"} if HEADER else {}
_remembered: dict[str, tuple[UUID, int, int]] = {}


def session_by_hand(token: str) -> UUID | None:
    """Return the session that a token names, if it is good now; what was proved once need not be proved again."""
    known = _remembered.get(token)
    if known is None:
        known = _proved(token)
        if known is None:
            return None
        if len(_remembered) >= _MOST:
            _remembered.clear()
        _remembered[token] = known
    session, begins, ends = known
    return session if begins <= time() < ends else None


def _proved(token: str) -> tuple[UUID, int, int] | None:
    signed, _, signature = token.rpartition(".")
    made = urlsafe_b64encode(hmac.digest(KEY, signed.encode(), "sha256")).rstrip(b"=")
    header, _, payload = signed.partition(".")
    if header != HEADER or not hmac.compare_digest(made, signature.encode()):
        return None
    said = json.loads(urlsafe_b64decode(payload + "=="))
    return UUID(said["sid"]), said["nbf"], said["exp"]


def session_by_pyjwt(token: str) -> UUID | None:
    """Return the same, proved by PyJWT every time."""
    try:
        said = jwt.decode(token, KEY, ["HS256"], audience="todoauth", issuer="todoauth")
    except jwt.InvalidTokenError:
        return None
    return UUID(said["sid"])


def claims(user: UUID, session: UUID, id: UUID) -> dict[str, Any]:  # Any: JSON
    """Return what a new token says."""
    now = int(time())
    return {
        "iss": "todoauth",
        "aud": "todoauth",
        "sub": str(user),
        "sid": str(session),
        "jti": str(id),
        "iat": now,
        "nbf": now,
        "exp": now + LIFETIME,
        "auth_time": now,
        "amr": ["pwd"],
    }


def minted_by_hand(said: dict[str, Any]) -> str:
    """Return a token that says that."""
    payload = urlsafe_b64encode(json.dumps(said, separators=(",", ":")).encode()).rstrip(b"=").decode()
    signed = f"{HEADER}.{payload}"
    return f"{signed}.{urlsafe_b64encode(hmac.digest(KEY, signed.encode(), 'sha256')).rstrip(b'=').decode()}"


def minted_by_pyjwt(said: dict[str, Any]) -> str:
    """Return the same, made by PyJWT."""
    return jwt.encode(said, KEY, "HS256", headers=_KEY_ID)
