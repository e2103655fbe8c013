"""Access tokens as signed JSON Web Tokens, to issue here and to verify anywhere (RFC 7519, RFC 8725, RFC 9068)."""

from todoauth.adapters.jwt.fetching import jwks_at
from todoauth.adapters.jwt.jwks import jwks_of, keys_in
from todoauth.adapters.jwt.keys import Algorithm, SigningKey, SigningKeys, VerifyingKey
from todoauth.adapters.jwt.reader import TokenReader
from todoauth.adapters.jwt.terms import Terms
from todoauth.adapters.jwt.tokens import JwtAccessTokens
from todoauth.adapters.jwt.verifier import JwtVerifier

__all__ = [
    "Algorithm",
    "JwtAccessTokens",
    "JwtVerifier",
    "SigningKey",
    "SigningKeys",
    "Terms",
    "TokenReader",
    "VerifyingKey",
    "jwks_at",
    "jwks_of",
    "keys_in",
]
