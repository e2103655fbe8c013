"""Sessions, and what stands for them outside: access tokens and refresh tokens."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import ClassVar, NewType, Self

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.device import Device
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.user import User

RefreshDigest = NewType("RefreshDigest", bytes)

_REFRESH_TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@dataclass(frozen=True, slots=True)
class RefreshToken:
    """An opaque secret of 256 random bits in unpadded base64url. Only its digest is ever kept.

    Raises:
        InvalidToken: it has another form.
    """

    BITS: ClassVar[int] = 256

    text: str = field(repr=False)

    def __post_init__(self) -> None:
        if not _REFRESH_TOKEN.fullmatch(self.text):
            raise InvalidToken

    @property
    def digest(self) -> RefreshDigest:
        """The SHA-256 under which stores know the token (ASVS 11.4.3)."""
        return RefreshDigest(hashlib.sha256(self.text.encode("ascii")).digest())


@dataclass(frozen=True, slots=True)
class SessionPolicy:
    """How long sessions last, and how many there may be.

    Args:
        idle: how long one may rest between two refreshes (ASVS 7.3.1).
        absolute: how long one may last whatever happens (ASVS 7.3.2).
        most: how many a user may have at a time (ASVS 7.1.2).
        grace: for how long a client that sends no `Idempotency-Key` may repeat a refresh; not at all, if not said.
    """

    idle: timedelta = timedelta(days=14)
    absolute: timedelta = timedelta(days=30)
    most: int = 20
    grace: timedelta = timedelta()

    def surplus(self, sessions: "Iterable[Session]", *, at: datetime) -> "list[Session]":
        """Return which of a user's sessions have to end so that one more can open: the longest unused."""
        live = sorted((each for each in sessions if each.is_live(at)), key=lambda each: (each.last_used_at, each.id))
        return live[: max(0, len(live) + 1 - self.most)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One log-in and everything that was refreshed from it: the family of its refresh tokens.

    A session holds exactly one live refresh token, so there is never a second live leaf.
    """

    id: SessionId
    user_id: UserId
    refresh_digest: RefreshDigest = field(repr=False)
    created_at: datetime
    last_used_at: datetime
    idle_ends_at: datetime
    ends_at: datetime
    device: Device = Device()

    @classmethod
    def new(
        cls,
        *,
        id: SessionId,
        user_id: UserId,
        refresh_digest: RefreshDigest,
        device: Device = Device(),
        policy: SessionPolicy,
        at: datetime,
    ) -> Self:
        """Return the session that a log-in at `at` opens."""
        return cls(
            id=id,
            user_id=user_id,
            refresh_digest=refresh_digest,
            created_at=at,
            last_used_at=at,
            idle_ends_at=at + min(policy.idle, policy.absolute),
            ends_at=at + policy.absolute,
            device=device,
        )

    def is_live(self, at: datetime) -> bool:
        """Whether the session has neither rested too long nor lasted too long."""
        return at < self.idle_ends_at and at < self.ends_at

    def rotated(self, successor: RefreshDigest, *, device: Device, policy: SessionPolicy, at: datetime) -> Self:
        """Return the session after a refresh: another token, the idle end moved on, never past the absolute end."""
        return replace(
            self,
            refresh_digest=successor,
            last_used_at=at,
            idle_ends_at=min(at + policy.idle, self.ends_at),
            device=device,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Whoever stands behind a request: a session and its user as the database has them at this moment.

    Args:
        authenticated_at: when the session was opened; refreshing does not move it.
    """

    user: User
    session_id: SessionId
    authenticated_at: datetime
    session_ends_at: datetime

    @property
    def user_id(self) -> UserId:
        """Who it is."""
        return self.user.id

    def is_admitted(self, at: datetime) -> bool:
        """Whether the account is open and the session still lasts."""
        return self.user.is_active and at < self.session_ends_at


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessClaims:
    """What an access token says: who, in which session, and until when.

    Args:
        authenticated_at: when they proved who they are; refreshing does not move it (ASVS 10.3.4).
        methods: how they did (RFC 8176).
    """

    user_id: UserId
    session_id: SessionId
    token_id: str
    issued_at: datetime
    expires_at: datetime
    authenticated_at: datetime
    methods: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """What a successful log-in or refresh hands out.

    `expires_in` is the remaining life of the access token.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False)
    expires_in: timedelta
    username: str
