"""Proving a token: the one way in, for us and for other services."""

import base64
import json
import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from jwt import PyJWS, PyJWTError

from todoauth.adapters.jwt.claims import claims_in
from todoauth.adapters.jwt.keys import Algorithm, VerifyingKey
from todoauth.adapters.jwt.proofs import Proofs
from todoauth.adapters.jwt.terms import Terms
from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.session import AccessClaims

TYPE = "at+jwt"
_FORM = re.compile(r"[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+\.(?:[A-Za-z0-9_-]{43}|[A-Za-z0-9_-]{86})")
_LONGEST_TOKEN = 4096
_MOST_REMEMBERED = 4096


class Signer(Protocol):
    """What we use of PyJWT, whose own annotations need packages that we do not."""

    def encode(self, payload: bytes, key: object, algorithm: str, headers: dict[str, Any]) -> str: ...

    def decode(self, jwt: str, key: object, algorithms: Sequence[str]) -> bytes: ...


def signer(algorithms: Iterable[Algorithm]) -> Signer:
    """Return what signs and verifies under these algorithms."""
    names = sorted({algorithm.value for algorithm in algorithms})
    return cast("Signer", PyJWS(algorithms=names, options={"enforce_minimum_key_length": True}))


class TokenReader:
    """Reads tokens under the keys it was made with.

    Args:
        keys: any of them may have signed.
        terms: what a token must agree with.
    """

    def __init__(self, keys: Iterable[VerifyingKey], terms: Terms) -> None:
        # A header is one that we write, letter for letter: nothing in it is up to the bearer (ASVS 9.1.3, 9.2.2).
        self._keys = {_header_of(key): key for key in keys}
        self._signer = signer(key.algorithm for key in self._keys.values())
        self._terms = terms
        self._proofs = Proofs(_MOST_REMEMBERED)

    def knows_key_of(self, token: str) -> bool:
        """Return whether `token` names one of the keys."""
        return token.partition(".")[0] in self._keys

    def read(self, token: str, at: datetime) -> AccessClaims:
        """Return what `token` says, if it is signed with one of the keys and valid at `at`.

        Raises:
            InvalidToken: whatever else it is. The reason is never told.
        """
        if len(token) > _LONGEST_TOKEN:
            raise InvalidToken
        claims = self._proofs.of(token, self._proved)
        if not claims.issued_at - self._terms.leeway <= at < claims.expires_at:
            raise InvalidToken
        return claims

    def _proved(self, token: str) -> AccessClaims:
        if not _FORM.fullmatch(token):
            raise InvalidToken
        try:
            key = self._keys[token.partition(".")[0]]
            return claims_in(self._signer.decode(token, key.material, [key.algorithm]), self._terms)
        except (PyJWTError, KeyError, ValueError, OverflowError, RecursionError):
            raise InvalidToken from None


def _header_of(key: VerifyingKey) -> str:
    header = {"alg": key.algorithm.value, "kid": key.id, "typ": TYPE}
    return base64.urlsafe_b64encode(json.dumps(header, separators=(",", ":")).encode()).rstrip(b"=").decode()
