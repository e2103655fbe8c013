"""How a refresh token gives way to the next, so that a client whose answer was lost can ask again."""

import base64
import hashlib
import hmac
import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar, Final, NewType, Self

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.ids import SessionId
from todoauth.domain.model.session import RefreshDigest, RefreshToken, SessionPolicy

Nonce = NewType("Nonce", bytes)

_KEY: Final = re.compile(r"[\x21-\x7e]{1,255}")
_NEVER: Final = timedelta()


@dataclass(frozen=True, slots=True)
class IdempotencyKey:
    """What a client sends along with a request, and with nothing but the same request sent again.

    Raises:
        InvalidValue: it is not 1 to 255 visible ASCII characters.
    """

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _KEY.fullmatch(self.text):
            raise InvalidValue("must be 1 to 255 visible ASCII characters")

    @property
    def digest(self) -> bytes:
        """The SHA-256 that is kept."""
        return hashlib.sha256(self.text.encode("ascii")).digest()


@dataclass(frozen=True, slots=True, kw_only=True)
class SpentRefresh:
    """A refresh token that has given way to another, and what is needed to make that one again.

    `nonce` is 32 random bytes, `key_digest` what is kept of the key that came with the request, if one did.
    """

    REPEATABLE: ClassVar[timedelta] = timedelta(seconds=60)

    digest: RefreshDigest
    session_id: SessionId
    nonce: Nonce = field(repr=False)
    key_digest: bytes | None = field(repr=False)
    at: datetime

    @classmethod
    def of(
        cls, token: RefreshToken, session_id: SessionId, *, nonce: Nonce, key: IdempotencyKey | None, at: datetime
    ) -> Self:
        """Return what is remembered of `token`, which gives way at `at`."""
        return cls(
            digest=token.digest,
            session_id=session_id,
            nonce=nonce,
            key_digest=None if key is None else key.digest,
            at=at,
        )

    def may_be_repeated(self, key: IdempotencyKey | None, *, policy: SessionPolicy, at: datetime) -> bool:
        """Whether who brings the token again is the client that spent it, and has not got the answer.

        With a key, that is who brings the same within a minute; without one, as the policy has it.
        """
        is_same = self.key_digest == (None if key is None else key.digest)
        window = (policy.grace if key is None else self.REPEATABLE) if is_same else _NEVER
        # No window holds nobody, not even who read the clock before the one that came first.
        return window > _NEVER and at < self.at + window


@dataclass(frozen=True, slots=True)
class Successors:
    """Makes each refresh token of the one before, by HMAC-SHA-256 over it and a nonce: the same as often as is asked.

    Neither the database nor an old token is enough to make one.

    Args:
        secret: at least 32 random bytes that nothing else is keyed with.
    """

    secret: bytes = field(repr=False)

    def __call__(self, token: RefreshToken, nonce: Nonce) -> RefreshToken:
        """Return the token that comes after `token`."""
        made = hmac.digest(self.secret, token.text.encode("ascii") + nonce, hashlib.sha256)
        return RefreshToken(base64.urlsafe_b64encode(made).rstrip(b"=").decode("ascii"))
