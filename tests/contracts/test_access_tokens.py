"""Every mint of access tokens passes its suite."""

import pytest

from todoauth import AccessTokens
from todoauth.adapters.jwt import Algorithm, JwtAccessTokens, SigningKey, SigningKeys, Terms
from todoauth.testing import HmacAccessTokens
from todoauth.testing.contracts import AccessTokensContract


def jwt(secret: bytes, algorithm: Algorithm) -> JwtAccessTokens:
    keys = SigningKeys(signing=SigningKey(id="today", algorithm=algorithm, secret=secret))
    return JwtAccessTokens(lambda: keys, Terms(issuer="us", audience="you"))


class TestHmacAccessTokens(AccessTokensContract):
    @pytest.fixture
    def tokens(self) -> AccessTokens:
        return HmacAccessTokens()

    @pytest.fixture
    def foreign_tokens(self) -> AccessTokens:
        return HmacAccessTokens(b"another secret")


@pytest.mark.parametrize("algorithm", Algorithm)
class TestJwtAccessTokens(AccessTokensContract):
    @pytest.fixture
    def tokens(self, algorithm: Algorithm) -> AccessTokens:
        return jwt(bytes(range(32)), algorithm)

    @pytest.fixture
    def foreign_tokens(self, algorithm: Algorithm) -> AccessTokens:
        return jwt(bytes(range(1, 33)), algorithm)
