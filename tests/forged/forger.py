"""Somebody who knows how tokens are made, and has keys."""

import base64
import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.builders import ADA, NOON
from todoauth import AccessClaims, SessionId
from todoauth.adapters.jwt import Algorithm, SigningKey, SigningKeys, Terms

SECRET, OLD_SECRET, THEIR_SECRET = bytes(range(1, 33)), bytes(range(32, 64)), bytes(range(64, 96))
TERMS = Terms(issuer="us", audience="them")
LATER = NOON + timedelta(minutes=5)
CLAIMS = AccessClaims(
    user_id=ADA,
    session_id=SessionId(UUID(int=0x5E5510)),
    token_id="0123456789abcdef",
    issued_at=NOON,
    expires_at=NOON + timedelta(minutes=15),
    authenticated_at=NOON - timedelta(days=1),
    methods=("pwd",),
)


def encoded(value: object) -> str:
    """A part of a token."""
    raw = value if isinstance(value, bytes) else json.dumps(value, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def signature(algorithm: str, secret: bytes, message: bytes) -> bytes:
    """What `algorithm` makes of a message, in our own hand: forgers do not use our code."""
    if algorithm == "EdDSA":
        return Ed25519PrivateKey.from_private_bytes(secret).sign(message)
    if algorithm == "ES256":
        key = ec.derive_private_key(int.from_bytes(secret), ec.SECP256R1())
        halves = utils.decode_dss_signature(key.sign(message, ec.ECDSA(hashes.SHA256())))
        return b"".join(half.to_bytes(32) for half in halves)
    return hmac.digest(secret, message, f"sha{algorithm[2:]}")


def keys_of(algorithm: Algorithm) -> SigningKeys:
    """Our keys: the one that signs, and yesterday's."""
    return SigningKeys(
        signing=SigningKey(id="new", algorithm=algorithm, secret=SECRET),
        others=(SigningKey(id="old", algorithm=algorithm, secret=OLD_SECRET),),
    )


@dataclass(frozen=True)
class Forger:
    """Somebody who can write tokens as we do, and lies about one thing at a time."""

    algorithm: Algorithm = Algorithm.HS256
    claims: AccessClaims = CLAIMS
    terms: Terms = TERMS
    key_id: str = "new"
    secret: bytes = SECRET

    @property
    def header(self) -> dict[str, Any]:
        return {"alg": self.algorithm.value, "kid": self.key_id, "typ": "at+jwt"}

    @property
    def said(self) -> dict[str, Any]:
        return {
            "iss": self.terms.issuer,
            "aud": self.terms.audience,
            "sub": str(self.claims.user_id),
            "sid": str(self.claims.session_id),
            "jti": self.claims.token_id,
            "iat": int(self.claims.issued_at.timestamp()),
            "nbf": int(self.claims.issued_at.timestamp()),
            "exp": int(self.claims.expires_at.timestamp()),
            "auth_time": int(self.claims.authenticated_at.timestamp()),
            "amr": list(self.claims.methods),
        }

    def forged(self, said: object = None, header: object = None, *, alg: str = "", key: bytes | None = None) -> str:
        """A token: a good one, if nothing is said."""
        signed = f"{encoded(header or self.header)}.{encoded(self.said if said is None else said)}"
        made = signature(alg or self.algorithm, self.secret if key is None else key, signed.encode())
        return f"{signed}.{encoded(made)}"

    def public_spellings(self) -> Mapping[str, bytes]:
        """The public half in each form that somebody may take for the secret of an HMAC."""
        if self.algorithm is Algorithm.HS256:
            return {}
        signing = SigningKey(id=self.key_id, algorithm=self.algorithm, secret=self.secret)
        public: Any = signing.verifying.material
        form, plain = serialization.PublicFormat, serialization.Encoding
        raw = (
            public.public_bytes(plain.Raw, form.Raw)
            if self.algorithm is Algorithm.EDDSA
            else public.public_bytes(plain.X962, form.UncompressedPoint)
        )
        return {
            "PEM": public.public_bytes(plain.PEM, form.SubjectPublicKeyInfo),
            "PEM without its last line's end": public.public_bytes(plain.PEM, form.SubjectPublicKeyInfo).rstrip(),
            "DER": public.public_bytes(plain.DER, form.SubjectPublicKeyInfo),
            "bytes": raw,
            "JWK": json.dumps(signing.public).encode(),
            "x": str((signing.public or {})["x"]).encode(),
        }

    def flips(self, bits: int = 8) -> Iterator[str]:
        """The good token with one bit the other way, for the lowest `bits` bits of each letter."""
        raw = self.forged().encode()
        for position in range(len(raw)):
            for bit in range(bits):
                yield bytes((*raw[:position], raw[position] ^ 1 << bit, *raw[position + 1 :])).decode("latin-1")
