"""A user."""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import ClassVar, Self

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.password import PasswordHash
from todoauth.domain.model.text import Line, SearchText
from todoauth.domain.model.unset import UNSET, Maybe, keep
from todoauth.domain.model.username import Username


@dataclass(frozen=True, slots=True)
class FullName(Line):
    """What a user likes to be called."""

    MOST: ClassVar[int] = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody with an account. `email` is `None` until its owner has proved it."""

    id: UserId
    username: Username
    password_hash: PasswordHash = field(repr=False)
    full_name: FullName | None = None
    email: EmailAddress | None = None
    is_active: bool = True
    is_superuser: bool = False
    created_at: datetime
    updated_at: datetime
    version: int = 1

    @classmethod
    def new(
        cls,
        *,
        id: UserId,
        username: Username,
        password_hash: PasswordHash,
        full_name: FullName | None = None,
        is_superuser: bool = False,
        at: datetime,
    ) -> Self:
        """Return a newcomer without a proved address."""
        return cls(
            id=id,
            username=username,
            password_hash=password_hash,
            full_name=full_name,
            is_superuser=is_superuser,
            created_at=at,
            updated_at=at,
        )

    @property
    def is_verified(self) -> bool:
        """Whether the user has proved an address."""
        return self.email is not None

    def edited(
        self, *, username: Maybe[Username] = UNSET, full_name: Maybe[FullName | None] = UNSET, at: datetime
    ) -> Self:
        """Return the user with what is given changed; the same user where nothing differs."""
        name, full = keep(self.username, username), keep(self.full_name, full_name)
        if (name.text, full) == (self.username.text, self.full_name):
            return self
        return replace(self, username=name, full_name=full, updated_at=at, version=self.version + 1)

    def proved(self, email: EmailAddress, *, at: datetime) -> Self:
        """Return the user as the holder of `email`."""
        return replace(self, email=email, updated_at=at, version=self.version + 1)

    def without_address(self, *, at: datetime) -> Self:
        """Return the user without a proved address."""
        return replace(self, email=None, updated_at=at, version=self.version + 1)

    def administered(self, *, is_active: Maybe[bool] = UNSET, is_superuser: Maybe[bool] = UNSET, at: datetime) -> Self:
        """Return the user with what is given changed: an open account, all rights; the same user if nothing differs."""
        active, superuser = keep(self.is_active, is_active), keep(self.is_superuser, is_superuser)
        if (active, superuser) == (self.is_active, self.is_superuser):
            return self
        return replace(self, is_active=active, is_superuser=superuser, updated_at=at, version=self.version + 1)

    def rehashed(self, password_hash: PasswordHash, *, at: datetime) -> Self:
        """Return the user with another password, or with the same, kept in a stronger way."""
        return replace(self, password_hash=password_hash, updated_at=at, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class UserFilter:
    """Which users are wanted; `None` means all."""

    is_active: bool | None = None
    is_superuser: bool | None = None
    is_verified: bool | None = None
    text: SearchText | None = None
