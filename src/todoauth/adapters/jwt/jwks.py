"""The public halves of signing keys, for everybody to verify with (RFC 7517)."""

# ruff: noqa: PLC0415 - who uses HS256 alone needs no package for anything else.

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, cast

from todoauth.adapters.jwt.keys import Algorithm, SigningKeys, VerifyingKey

LARGEST: Final = 65_536  # bytes
_MOST_KEYS = 64
_ASYMMETRIC = [algorithm.value for algorithm in Algorithm if algorithm.is_asymmetric]


def jwks_of(keys: SigningKeys) -> bytes:
    """Return the JSON Web Key Set of all keys that have a public half. It may be empty."""
    return json.dumps({"keys": [key.public for key in keys.all if key.public]}, separators=(",", ":")).encode()


def keys_in(document: bytes | str) -> tuple[VerifyingKey, ...]:
    """Return the keys in a JSON Web Key Set that a token may be proved with; others are passed over (RFC 7517, 5).

    A shared secret never is one of them, whatever the document says.

    Raises:
        ValueError: it is no such document, or one of its keys makes no sense or is there twice.
    """
    if len(document) > LARGEST:
        raise ValueError("too large for a set of keys")
    said: Any = json.loads(document)  # Any: it is JSON
    listed: Any = cast("dict[str, Any]", said).get("keys") if isinstance(said, dict) else None
    if not isinstance(listed, list) or len(cast("list[object]", listed)) > _MOST_KEYS:
        raise ValueError("no set of keys")
    keys = tuple(_usable(cast("list[object]", listed)))
    if len({key.id for key in keys}) < len(keys):
        raise ValueError("two keys of one id")
    return keys


def _usable(listed: list[object]) -> Iterator[VerifyingKey]:
    for each in listed:
        if not isinstance(each, dict):
            raise ValueError("no key")  # noqa: TRY004 - it is a value that is wrong, not a type of ours
        jwk = cast("Mapping[str, object]", each)
        key_id, algorithm = jwk.get("kid"), jwk.get("alg")
        if isinstance(key_id, str) and algorithm in _ASYMMETRIC and jwk.get("use", "sig") == "sig":
            from todoauth.adapters.jwt.asymmetric import public_key

            ours = Algorithm(algorithm)
            yield VerifyingKey(id=key_id, algorithm=ours, material=public_key(ours, jwk))
