"""Access tokens as signed JSON Web Tokens (RFC 7519, RFC 8725, RFC 9068)."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Protocol
from uuid import UUID

from jwt import PyJWS, PyJWTError

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import AccessClaims
from todoauth.ports.tokens import AccessTokens

_ALGORITHM = "HS256"
_CLAIMS = {"iss": str, "aud": str, "sub": str, "sid": str, "jti": str, "iat": int, "nbf": int, "exp": int}
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{43}")
_LONGEST_TOKEN = 4096
_MOST_REMEMBERED = 4096
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_SECOND = timedelta(seconds=1)


class _Signer(Protocol):
    """What we use of PyJWT, whose own annotations need packages that we do not."""

    def encode(self, payload: bytes, key: bytes, algorithm: str, headers: dict[str, Any]) -> str: ...

    def decode(self, jwt: str, key: bytes, algorithms: Sequence[str]) -> bytes: ...


class JwtAccessTokens(AccessTokens):
    """Tokens of one issuer for one audience, under HMAC-SHA-256 and nothing else (ASVS 9.1.2).

    Args:
        keys: at least 32 random bytes each, by id. Tokens under any of them are read, so a key can be replaced.
        signing: the id of the key that signs.
        issuer: who we are.
        audience: who the tokens are for.
        longest: tokens that claim a longer life are not believed.
        leeway: how far the clock of another machine of ours may be ahead (ASVS 9.2.1). No token lives longer for it.
    """

    def __init__(
        self,
        keys: Mapping[str, bytes],
        *,
        signing: str,
        issuer: str,
        audience: str,
        longest: timedelta = timedelta(hours=1),
        leeway: timedelta = timedelta(seconds=10),
    ) -> None:
        self._signer: _Signer = PyJWS(algorithms=[_ALGORITHM], options={"enforce_minimum_key_length": True})
        self._signing_key, self._signing_id = keys[signing], signing
        # A header is one that we write, letter for letter: nothing in it is up to the bearer (ASVS 9.1.3, 9.2.2).
        self._keys = {self._signed(b"", key, key_id).partition(".")[0]: key for key_id, key in keys.items()}
        self._names = {"iss": issuer, "aud": audience}
        self._longest = longest
        self._leeway = leeway
        # A proof does not age, so it is remembered. Whether the token is of this time is asked on every reading.
        self._remembered = lru_cache(_MOST_REMEMBERED)(self._proved)

    def issue(self, claims: AccessClaims) -> str:
        """Return a token that says `claims`, to the second."""
        issued_at = _seconds(claims.issued_at)
        said = self._names | {
            "sub": str(claims.user_id),
            "sid": str(claims.session_id),
            "jti": claims.token_id,
            "iat": issued_at,
            "nbf": issued_at,
            "exp": _seconds(claims.expires_at),
        }
        return self._signed(json.dumps(said, separators=(",", ":")).encode(), self._signing_key, self._signing_id)

    def read(self, token: str, *, at: datetime) -> AccessClaims:
        """Return what `token` says, if it is ours and valid at `at`."""
        if len(token) > _LONGEST_TOKEN or not _FORM.fullmatch(token):
            raise InvalidToken
        claims = self._remembered(token)
        if not claims.issued_at - self._leeway <= at < claims.expires_at:
            raise InvalidToken
        return claims

    def _signed(self, payload: bytes, key: bytes, key_id: str) -> str:
        return self._signer.encode(payload, key, _ALGORITHM, headers={"typ": "at+jwt", "kid": key_id})

    def _proved(self, token: str) -> AccessClaims:
        try:
            key = self._keys[token.partition(".")[0]]
            return self._claims(_said_in(self._signer.decode(token, key, [_ALGORITHM])))
        except (PyJWTError, KeyError, ValueError, OverflowError, RecursionError):
            raise InvalidToken from None

    def _claims(self, said: dict[str, Any]) -> AccessClaims:
        ours = self._names.items() <= said.items() and said["nbf"] == said["iat"]
        if not ours or not 0 < said["exp"] - said["iat"] <= self._longest // _SECOND:
            raise InvalidToken
        return AccessClaims(
            user_id=UserId(_uuid(said["sub"])),
            session_id=SessionId(_uuid(said["sid"])),
            token_id=said["jti"],
            issued_at=_EPOCH + said["iat"] * _SECOND,
            expires_at=_EPOCH + said["exp"] * _SECOND,
        )


def _said_in(payload: bytes) -> dict[str, Any]:
    """Return what `payload` says: each of the claims once, of its type, and nothing else."""
    said: dict[str, Any] = json.loads(payload.decode(), object_pairs_hook=_distinct)
    if not isinstance(said, dict) or {name: type(value) for name, value in said.items()} != _CLAIMS:
        raise ValueError("other claims than ours")
    return said


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    said = dict(pairs)
    if len(said) < len(pairs):
        raise ValueError("a claim said twice")
    return said


def _uuid(text: str) -> UUID:
    uuid = UUID(text)
    if str(uuid) != text:
        raise ValueError("another spelling of a UUID")
    return uuid


def _seconds(at: datetime) -> int:
    return (at - _EPOCH) // _SECOND
