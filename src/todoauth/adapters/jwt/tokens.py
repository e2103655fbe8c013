"""Access tokens of our own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from todoauth.adapters.jwt.claims import payload_of
from todoauth.adapters.jwt.keys import SigningKeys
from todoauth.adapters.jwt.reader import TYPE, Signer, TokenReader, signer
from todoauth.adapters.jwt.terms import Terms
from todoauth.domain.model.session import AccessClaims
from todoauth.ports.tokens import AccessTokens


class JwtAccessTokens(AccessTokens):
    """Tokens of one issuer for one audience, signed with the key of the day.

    Args:
        keys: asked for at every token. As long as they stay, it must return the same object.
        terms: what the tokens say of themselves, and must say when they come back.
    """

    def __init__(self, keys: Callable[[], SigningKeys], terms: Terms) -> None:
        self._keys = keys
        self._terms = terms
        self._last = _Mint.of(keys(), terms)

    def issue(self, claims: AccessClaims) -> str:
        """Return a token that says `claims`, to the second."""
        return self._mint().issue(payload_of(claims, self._terms))

    def read(self, token: str, *, at: datetime) -> AccessClaims:
        """Return what `token` says, if it is ours and valid at `at`."""
        return self._mint().reader.read(token, at)

    def _mint(self) -> "_Mint":
        keys = self._keys()
        if self._last.keys is not keys:
            self._last = _Mint.of(keys, self._terms)  # with nothing remembered that a retired key has proved
        return self._last


@dataclass(frozen=True, slots=True)
class _Mint:
    """Keys, made ready."""

    keys: SigningKeys
    material: object
    signer: Signer
    reader: TokenReader

    @classmethod
    def of(cls, keys: SigningKeys, terms: Terms) -> Self:
        reader = TokenReader([key.verifying for key in keys.all], terms)
        return cls(keys, keys.signing.material, signer([keys.signing.algorithm]), reader)

    def issue(self, payload: bytes) -> str:
        signing = self.keys.signing
        return self.signer.encode(
            payload, self.material, signing.algorithm.value, headers={"typ": TYPE, "kid": signing.id}
        )
