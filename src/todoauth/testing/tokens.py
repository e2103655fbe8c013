"""Access tokens without a package for them."""

import hashlib
import hmac
import json
from datetime import datetime
from uuid import UUID

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import AccessClaims
from todoauth.ports.tokens import AccessTokens


class HmacAccessTokens(AccessTokens):
    """Claims in hexadecimal under an HMAC-SHA-256, in a form that nobody else reads.

    Args:
        secret: what they are signed with. The usual one is known to everybody.
    """

    def __init__(self, secret: bytes = b"known to everybody") -> None:
        self._secret = secret

    def issue(self, claims: AccessClaims) -> str:
        said = [
            claims.user_id.hex,
            claims.session_id.hex,
            claims.token_id,
            claims.issued_at.isoformat(),
            claims.expires_at.isoformat(),
            claims.authenticated_at.isoformat(),
            claims.methods,
        ]
        payload = json.dumps(said).encode().hex()
        return f"{payload}.{self._signature(payload)}"

    def read(self, token: str, *, at: datetime) -> AccessClaims:
        payload, _, signature = token.partition(".")
        if not token.isascii() or not hmac.compare_digest(signature, self._signature(payload)):
            raise InvalidToken
        user_id, session_id, token_id, *times, methods = json.loads(bytes.fromhex(payload))
        issued_at, expires_at, authenticated_at = map(datetime.fromisoformat, times)
        claims = AccessClaims(
            user_id=UserId(UUID(user_id)),
            session_id=SessionId(UUID(session_id)),
            token_id=token_id,
            issued_at=issued_at,
            expires_at=expires_at,
            authenticated_at=authenticated_at,
            methods=tuple(methods),
        )
        if not claims.issued_at <= at < claims.expires_at:
            raise InvalidToken
        return claims

    def _signature(self, payload: str) -> str:
        return hmac.digest(self._secret, payload.encode("ascii"), hashlib.sha256).hex()
