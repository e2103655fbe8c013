"""Keys that sign, and what proves that they did. Each is of one algorithm and of no other (ASVS 9.1.2)."""

# ruff: noqa: PLC0415 - who uses HS256 alone needs no package for anything else.

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Algorithm(StrEnum):
    """How a token is signed (RFC 7518, RFC 8037). Public keys of HS256 do not exist: who can verify can sign."""

    HS256 = "HS256"
    EDDSA = "EdDSA"
    ES256 = "ES256"

    @property
    def is_asymmetric(self) -> bool:
        """Whether others can verify what they cannot sign."""
        return self is not Algorithm.HS256


@dataclass(frozen=True, slots=True, kw_only=True)
class VerifyingKey:
    """What proves that a token was signed with the key of an id.

    Args:
        id: names the key in the headers of tokens.
        algorithm: the only one that it is good for.
        material: the shared secret of HS256, or a public key.
    """

    id: str
    algorithm: Algorithm
    material: object = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKey:
    """A key that signs.

    Args:
        id: names the key in the headers of tokens.
        algorithm: the only one that it is good for.
        secret: at least 32 random bytes for HS256; the 32 bytes of an Ed25519 or P-256 private key otherwise.
    """

    id: str
    algorithm: Algorithm = Algorithm.HS256
    secret: bytes = field(repr=False)

    @property
    def material(self) -> object:
        """What signs, in the form that the signer takes.

        Raises:
            ValueError: the secret is no private key of that algorithm.
            ModuleNotFoundError: the package for keys of two halves is not installed.
        """
        if not self.algorithm.is_asymmetric:
            return self.secret
        from todoauth.adapters.jwt.asymmetric import private_key

        return private_key(self.algorithm, self.secret)

    @property
    def verifying(self) -> VerifyingKey:
        """What proves that this key signed."""
        if not self.algorithm.is_asymmetric:
            return VerifyingKey(id=self.id, algorithm=self.algorithm, material=self.secret)
        from todoauth.adapters.jwt.asymmetric import private_key

        public = private_key(self.algorithm, self.secret).public_key()
        return VerifyingKey(id=self.id, algorithm=self.algorithm, material=public)

    @property
    def public(self) -> Mapping[str, str] | None:
        """The public half as a JSON Web Key (RFC 7517), for everybody to see. A shared secret has none."""
        if not self.algorithm.is_asymmetric:
            return None
        from todoauth.adapters.jwt.asymmetric import public_jwk

        half = public_jwk(self.algorithm, self.secret)
        return {**half, "kid": self.id, "alg": self.algorithm.value, "use": "sig"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SigningKeys:
    """The key that signs, and others whose tokens are believed: of yesterday, and of tomorrow."""

    signing: SigningKey
    others: tuple[SigningKey, ...] = ()

    @property
    def all(self) -> tuple[SigningKey, ...]:
        """Every key whose tokens are believed."""
        return self.signing, *self.others
