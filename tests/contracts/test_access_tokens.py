"""Every mint of access tokens passes its suite."""

import pytest

from todoauth import AccessTokens
from todoauth.adapters.jwt_tokens import JwtAccessTokens
from todoauth.testing import HmacAccessTokens
from todoauth.testing.contracts import AccessTokensContract


def jwt(key: bytes) -> JwtAccessTokens:
    return JwtAccessTokens({"today": key}, signing="today", issuer="us", audience="you")


class TestHmacAccessTokens(AccessTokensContract):
    @pytest.fixture
    def tokens(self) -> AccessTokens:
        return HmacAccessTokens()

    @pytest.fixture
    def foreign_tokens(self) -> AccessTokens:
        return HmacAccessTokens(b"another secret")


class TestJwtAccessTokens(AccessTokensContract):
    @pytest.fixture
    def tokens(self) -> AccessTokens:
        return jwt(bytes(range(32)))

    @pytest.fixture
    def foreign_tokens(self) -> AccessTokens:
        return jwt(bytes(range(1, 33)))
