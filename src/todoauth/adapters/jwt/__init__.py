"""Access tokens as signed JSON Web Tokens, to issue here and to verify anywhere (RFC 7519, RFC 8725, RFC 9068)."""

from todoauth.adapters.jwt.keys import Algorithm, SigningKey, SigningKeys, VerifyingKey
from todoauth.adapters.jwt.terms import Terms
from todoauth.adapters.jwt.tokens import JwtAccessTokens

__all__ = ["Algorithm", "JwtAccessTokens", "SigningKey", "SigningKeys", "Terms", "VerifyingKey"]
