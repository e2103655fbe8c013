"""Who may ask: keys of our own, and tokens as each program reads them."""

from datetime import UTC, datetime, timedelta
from functools import cache
from secrets import token_urlsafe
from uuid import UUID

import jwt

from bench.rows import Person
from todoauth.adapters.jwt import JwtAccessTokens, Terms
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import AccessClaims
from todoauth.entrypoints.keys.derived import Keys
from todoauth.entrypoints.keys.in_use import KeysInUse

SECRET = token_urlsafe(48)
KEYS = Keys.of(SECRET.encode())
_LIFETIME = timedelta(hours=1)


@cache
def _mint() -> JwtAccessTokens:
    signing = KeysInUse.derived(KEYS).signing
    return JwtAccessTokens(lambda: signing, Terms(issuer="todoauth", audience="todoauth"))


def access_token(person: Person) -> str:
    """Return a token as the service issues it, good for an hour from now on."""
    now = datetime.now(UTC).replace(microsecond=0)
    return _mint().issue(
        AccessClaims(
            user_id=UserId(person.id),
            session_id=SessionId(person.session),
            token_id=UUID(int=person.number).hex,
            issued_at=now,
            expires_at=now + _LIFETIME,
            authenticated_at=now,
            methods=("pwd",),
        )
    )


def header() -> str:
    """Return what every such token begins with."""
    return access_token(Person(0, True)).partition(".")[0]


def plain_token(person: Person, **more: object) -> str:
    """Return a token that names a user and no session, as the other programs issue it."""
    said = {"sub": str(person.id), "exp": datetime.now(UTC) + _LIFETIME, **more}
    return jwt.encode(said, SECRET, "HS256")
