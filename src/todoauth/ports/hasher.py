"""Passwords, kept so that nobody can read them back."""

from typing import Protocol

from todoauth.domain.model.password import Password, PasswordHash


class PasswordHasher(Protocol):
    """A slow, salted hash. All its work happens off the event loop and is bounded."""

    async def hash(self, password: Password) -> PasswordHash:
        """Return a hash of `password`, salted anew.

        Raises:
            Overloaded: too many hashes are waiting already.
        """
        ...

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        """Return whether `hash` was made of `password`.

        `None`, for a user who does not exist, is false and costs the same (ASVS 6.3.8). So is a hash that makes no
        sense.

        Raises:
            Overloaded: too many hashes are waiting already.
        """
        ...

    def outdated(self, hash: PasswordHash) -> bool:
        """Return whether today's settings would make a stronger hash."""
        ...
