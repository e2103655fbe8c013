"""Keys of two halves: Ed25519 (RFC 8037) and P-256 (RFC 7518), and nothing else (ASVS 11.6.1)."""

from collections.abc import Mapping
from typing import TypeAlias, cast

from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    EllipticCurvePublicKey,
    derive_private_key,
    generate_private_key,
)
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from jwt import PyJWTError
from jwt.algorithms import ECAlgorithm, OKPAlgorithm

from todoauth.adapters.jwt.keys import Algorithm

PrivateKey: TypeAlias = Ed25519PrivateKey | EllipticCurvePrivateKey
PublicKey: TypeAlias = Ed25519PublicKey | EllipticCurvePublicKey

_BYTES = 32
_HALVES = {Algorithm.EDDSA: ("OKP", "Ed25519", ("x",)), Algorithm.ES256: ("EC", "P-256", ("x", "y"))}


def new_private_key(algorithm: Algorithm) -> bytes:
    """Return the 32 bytes of a new private key."""
    if algorithm is Algorithm.EDDSA:
        return Ed25519PrivateKey.generate().private_bytes_raw()
    return generate_private_key(SECP256R1()).private_numbers().private_value.to_bytes(_BYTES)


def private_key(algorithm: Algorithm, secret: bytes) -> PrivateKey:
    """Return the private key of 32 bytes.

    Raises:
        ValueError: they are none.
    """
    if len(secret) != _BYTES:
        raise ValueError("a private key has 32 bytes")
    if algorithm is Algorithm.EDDSA:
        return Ed25519PrivateKey.from_private_bytes(secret)
    return derive_private_key(int.from_bytes(secret), SECP256R1())


def public_jwk(algorithm: Algorithm, secret: bytes) -> Mapping[str, str]:
    """Return the public half of a private key, and nothing of the other."""
    public = private_key(algorithm, secret).public_key()
    jwk = (
        OKPAlgorithm.to_jwk(public, as_dict=True)
        if isinstance(public, Ed25519PublicKey)
        else ECAlgorithm.to_jwk(public, as_dict=True)
    )
    kind, curve, coordinates = _HALVES[algorithm]
    return {"kty": kind, "crv": curve, **{name: str(jwk[name]) for name in coordinates}}


def public_key(algorithm: Algorithm, jwk: Mapping[str, object]) -> PublicKey:
    """Return the public key of a JSON Web Key. A private half that somebody left in is not looked at.

    Raises:
        ValueError: it is none of that algorithm.
    """
    kind, curve, coordinates = _HALVES[algorithm]
    named = {name: jwk.get(name) for name in coordinates}
    if (jwk.get("kty"), jwk.get("crv")) != (kind, curve) or not all(isinstance(half, str) for half in named.values()):
        raise ValueError("a key of another kind")
    read = {"kty": kind, "crv": curve, **{name: str(half) for name, half in named.items()}}
    try:
        key = OKPAlgorithm.from_jwk(read) if algorithm is Algorithm.EDDSA else ECAlgorithm.from_jwk(read)
    except PyJWTError as error:
        raise ValueError("no public key") from error
    return cast("PublicKey", key)  # without a private half it is none
