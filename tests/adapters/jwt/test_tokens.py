"""Access tokens of our own: what they say, and for how long."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import jwt
import pytest

from tests.forged import CLAIMS, LATER, OLD_SECRET, SECRET, TERMS, Forger, keys_of
from todoauth import InvalidToken
from todoauth.adapters.jwt import Algorithm, JwtAccessTokens, SigningKey, SigningKeys, Terms

OLD, NEW = SigningKey(id="old", secret=OLD_SECRET), SigningKey(id="new", secret=SECRET)
NOON = CLAIMS.issued_at
FIXED = keys_of(Algorithm.HS256)
TOKENS = JwtAccessTokens(lambda: FIXED, TERMS)
TOKEN = TOKENS.issue(CLAIMS)


def under(*keys: SigningKey, terms: Terms = TERMS) -> JwtAccessTokens:
    ring = SigningKeys(signing=keys[0], others=keys[1:])
    return JwtAccessTokens(lambda: ring, terms)


@pytest.mark.parametrize("algorithm", Algorithm)
def test_a_token_says_what_the_standard_wants_and_nothing_else(algorithm: Algorithm):
    ring, forger = keys_of(algorithm), Forger(algorithm)
    token = JwtAccessTokens(lambda: ring, TERMS).issue(CLAIMS)
    options: Any = {"verify_exp": False, "verify_nbf": False, "verify_iat": False}
    key: Any = ring.signing.verifying.material
    assert jwt.get_unverified_header(token) == forger.header
    assert jwt.decode(token, key, [algorithm.value], audience="them", issuer="us", options=options) == forger.said
    assert len(token) < 1024


def test_a_token_lives_until_its_last_moment_and_not_longer():
    assert TOKENS.read(TOKEN, at=CLAIMS.expires_at - timedelta(microseconds=1)) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKEN, at=CLAIMS.expires_at)


def test_a_token_that_was_read_once_expires_all_the_same():
    assert TOKENS.read(TOKEN, at=LATER) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKEN, at=CLAIMS.expires_at + timedelta(days=1))
    assert TOKENS.read(TOKEN, at=LATER) == CLAIMS


def test_the_clock_of_another_machine_may_be_a_little_ahead():
    assert TOKENS.read(TOKEN, at=NOON - timedelta(seconds=10)) == CLAIMS
    with pytest.raises(InvalidToken):
        TOKENS.read(TOKEN, at=NOON - timedelta(seconds=10, microseconds=1))


def test_a_fraction_of_a_second_never_lengthens_a_life():
    fraction = timedelta(milliseconds=999)
    token = TOKENS.issue(replace(CLAIMS, issued_at=NOON + fraction, expires_at=CLAIMS.expires_at + fraction))
    assert TOKENS.read(token, at=LATER) == CLAIMS


def test_a_key_can_be_replaced_while_its_tokens_live():
    token = under(OLD).issue(CLAIMS)
    assert TOKENS.read(token, at=LATER) == CLAIMS
    with pytest.raises(InvalidToken):
        under(NEW).read(token, at=LATER)


def test_a_retired_key_proves_nothing_any_more_not_even_what_was_read_before():
    rings = [SigningKeys(signing=OLD)]
    tokens = JwtAccessTokens(lambda: rings[-1], TERMS)
    token = tokens.issue(CLAIMS)
    assert tokens.read(token, at=LATER) == CLAIMS
    rings.append(SigningKeys(signing=NEW, others=(OLD,)))
    assert jwt.get_unverified_header(tokens.issue(CLAIMS))["kid"] == "new"
    assert tokens.read(token, at=LATER) == CLAIMS
    rings.append(SigningKeys(signing=NEW))
    with pytest.raises(InvalidToken):
        tokens.read(token, at=LATER)


def test_keys_of_several_algorithms_live_side_by_side():
    keys = [
        SigningKey(id=algorithm.value, algorithm=algorithm, secret=bytes([nth] * 31 + [1]))
        for nth, algorithm in enumerate(Algorithm, 1)
    ]
    everybody = under(*keys)
    assert all(everybody.read(under(key).issue(CLAIMS), at=LATER) == CLAIMS for key in keys)


def test_tokens_of_one_purpose_are_worth_nothing_for_another():
    elsewhere = under(NEW, terms=Terms(issuer="us", audience="others"))
    with pytest.raises(InvalidToken):
        TOKENS.read(elsewhere.issue(CLAIMS), at=LATER)


def test_a_key_must_be_long_enough_to_sign_with():
    with pytest.raises(jwt.InvalidKeyError):
        under(SigningKey(id="new", secret=b"short")).issue(CLAIMS)


@pytest.mark.parametrize("algorithm", [Algorithm.EDDSA, Algorithm.ES256])
@pytest.mark.parametrize("secret", [b"", bytes(31), bytes(33), b"short"])
def test_a_private_key_has_one_length(algorithm: Algorithm, secret: bytes):
    with pytest.raises(ValueError, match=r"^a private key has 32 bytes$"):
        under(SigningKey(id="new", algorithm=algorithm, secret=secret))


def test_keys_do_not_show_themselves():
    assert repr(FIXED) == (
        "SigningKeys(signing=SigningKey(id='new', algorithm=<Algorithm.HS256: 'HS256'>), "
        "others=(SigningKey(id='old', algorithm=<Algorithm.HS256: 'HS256'>),))"
    )
    assert "material" not in repr(NEW.verifying)
