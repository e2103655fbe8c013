"""Public keys, for everybody to see; and nothing else."""

import json
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.forged import CLAIMS, LATER, OLD_SECRET, SECRET, TERMS, encoded, keys_of
from todoauth.adapters.jwt import (
    Algorithm,
    JwtAccessTokens,
    SigningKey,
    SigningKeys,
    TokenReader,
    jwks_of,
    keys_in,
)

ASYMMETRIC = [Algorithm.EDDSA, Algorithm.ES256]


def published(algorithm: Algorithm) -> list[dict[str, str]]:
    listed: list[dict[str, str]] = json.loads(jwks_of(keys_of(algorithm)))["keys"]
    return listed


def test_a_shared_secret_is_never_published():
    assert jwks_of(keys_of(Algorithm.HS256)) == b'{"keys":[]}'


@pytest.mark.parametrize("algorithm", ASYMMETRIC)
def test_a_key_is_published_with_all_that_others_need_and_nothing_private(algorithm: Algorithm):
    halves = {Algorithm.EDDSA: {"x"}, Algorithm.ES256: {"x", "y"}}[algorithm]
    for key, secret in zip(published(algorithm), (SECRET, OLD_SECRET), strict=True):
        assert set(key) == {"kty", "crv", "kid", "alg", "use"} | halves
        assert encoded(secret) not in key.values()


def test_a_key_is_published_as_the_standard_says():
    # RFC 8037, appendix A.1 and A.2.
    secret = bytes.fromhex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
    key = SigningKey(id="it", algorithm=Algorithm.EDDSA, secret=secret)
    assert key.public == {
        "kty": "OKP",
        "crv": "Ed25519",
        "x": "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
        "kid": "it",
        "alg": "EdDSA",
        "use": "sig",
    }


@pytest.mark.parametrize("algorithm", ASYMMETRIC)
def test_whoever_reads_the_document_reads_the_tokens_of_every_key_in_it(algorithm: Algorithm):
    keys = keys_of(algorithm)
    reader = TokenReader(keys_in(jwks_of(keys)), TERMS)
    for signing in keys.all:
        ring = SigningKeys(signing=signing)
        assert reader.read(JwtAccessTokens(lambda ring=ring: ring, TERMS).issue(CLAIMS), LATER) == CLAIMS  # type: ignore[misc]


@pytest.mark.parametrize(
    "change",
    [
        {"alg": "HS256"},
        {"alg": "none"},
        {"alg": "RS256"},
        {"alg": None},
        {"alg": ["EdDSA"]},
        {"kid": None},
        {"kid": 1},
        {"use": "enc"},
        {"kty": "oct", "alg": "HS256", "k": encoded(SECRET)},
    ],
    ids=str,
)
def test_a_key_for_something_else_is_passed_over(change: dict[str, Any]):
    document = json.dumps({"keys": [published(Algorithm.EDDSA)[0] | change]})
    assert keys_in(document) == ()


@pytest.mark.parametrize("algorithm", ASYMMETRIC)
@pytest.mark.parametrize(
    "change",
    [{"kty": "oct"}, {"kty": "RSA"}, {"crv": "Ed448"}, {"crv": "P-384"}, {"x": ""}, {"x": "AAAA"}, {"x": 1}],
    ids=str,
)
def test_a_key_that_makes_no_sense_is_refused(algorithm: Algorithm, change: dict[str, Any]):
    with pytest.raises(ValueError, match="key"):
        keys_in(json.dumps({"keys": [published(algorithm)[0] | change]}))


@pytest.mark.parametrize(("algorithm", "other"), [("EdDSA", "ES256"), ("ES256", "EdDSA")])
def test_a_key_of_one_algorithm_is_none_of_another(algorithm: str, other: str):
    with pytest.raises(ValueError, match=r"^a key of another kind$"):
        keys_in(json.dumps({"keys": [published(Algorithm(algorithm))[0] | {"alg": other}]}))


def test_a_point_off_the_curve_is_refused():
    key = published(Algorithm.ES256)[0]
    with pytest.raises(ValueError, match=r"^Invalid EC key\."):
        keys_in(json.dumps({"keys": [key | {"y": key["x"]}]}))


def test_a_private_half_that_somebody_left_in_is_not_looked_at():
    (key, _) = published(Algorithm.EDDSA)
    theirs = encoded(Ed25519PrivateKey.generate().private_bytes_raw())
    assert repr(keys_in(json.dumps({"keys": [key | {"d": theirs}]}))) == repr(keys_in(json.dumps({"keys": [key]})))


@pytest.mark.parametrize(
    "document",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b"\xff",
        b'{"keys": {}}',
        b'{"keys": [1]}',
        b'{"keys": ["x"]}',
        b"[" * 60_000,
        b" " * 65_536 + b'{"keys":[]}',
        json.dumps({"keys": [{}] * 65}).encode(),
        json.dumps({"keys": published(Algorithm.EDDSA) * 2}).encode(),
    ],
    ids=lambda document: document[:12],
)
def test_what_is_no_set_of_keys_is_refused(document: bytes):
    with pytest.raises((ValueError, RecursionError)):
        keys_in(document)
