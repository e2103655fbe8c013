"""Tokens that were proved before: the work is not done twice."""

import hashlib
from collections.abc import Callable
from threading import Lock

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.session import AccessClaims


class Proofs:
    """What the latest tokens say that were proved. The tokens themselves are not kept, only their digests.

    A proof does not age: whether a token is of this time is asked on every reading. Nothing refused is remembered.

    Args:
        most: how many are remembered; the oldest proof goes first.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._claims: dict[bytes, AccessClaims] = {}
        self._lock = Lock()  # services that only verify may do so in threads

    def of(self, token: str, prove: Callable[[str], AccessClaims]) -> AccessClaims:
        """Return what `token` says, by `prove` if it was not proved before.

        Raises:
            InvalidToken: `prove` says so, or it is no text that a token could be.
        """
        try:
            digest = hashlib.sha256(token.encode("ascii")).digest()
        except UnicodeEncodeError:
            raise InvalidToken from None
        claims = self._claims.get(digest)
        if claims is None:
            claims = prove(token)
            with self._lock:
                if len(self._claims) >= self._most:
                    del self._claims[next(iter(self._claims))]
                self._claims[digest] = claims
        return claims
