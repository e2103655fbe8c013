"""Access tokens: short-lived, self-contained, and worth nothing without their session."""

from datetime import datetime
from typing import Protocol

from todoauth.domain.model.session import AccessClaims


class AccessTokens(Protocol):
    """A mint of access tokens."""

    def issue(self, claims: AccessClaims) -> str:
        """Return a token that says `claims`."""
        ...

    def read(self, token: str, *, at: datetime) -> AccessClaims:
        """Return what `token` says, once it is proved to be ours, an access token, and valid at `at`.

        Raises:
            InvalidToken: whatever else it is (ASVS 9.1, 9.2). The reason is never told.
        """
        ...
