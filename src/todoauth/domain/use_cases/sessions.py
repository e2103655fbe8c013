"""What happens to a session between log-in and log-out."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from todoauth.domain.errors import EmailNotProved
from todoauth.domain.model.claim import SessionClaim
from todoauth.domain.model.session import (
    AccessClaims,
    Caller,
    RefreshToken,
    Session,
    Tokens,
)
from todoauth.domain.model.user import User
from todoauth.ports.repositories import LiveSessions
from todoauth.ports.system import Clock, Ids
from todoauth.ports.tokens import AccessTokens
from todoauth.ports.unit_of_work import Begin, Guard, Guarded, View

_BY_PASSWORD = ("pwd",)  # RFC 8176: sessions are opened with a password and with nothing else


@dataclass(frozen=True, slots=True, kw_only=True)
class Mint:
    """Makes the pair of tokens that stands for a session."""

    tokens: AccessTokens
    new_id: Ids
    lifetime: timedelta = timedelta(minutes=15)

    def __call__(self, user: User, session: Session, refresh: RefreshToken, *, at: datetime) -> Tokens:
        """Return `refresh` and an access token that lives for `lifetime` from `at`, but never past the session."""
        expires_at = min(at + self.lifetime, session.ends_at)
        claims = AccessClaims(
            user_id=user.id,
            session_id=session.id,
            token_id=self.new_id().hex,
            issued_at=at,
            expires_at=expires_at,
            authenticated_at=session.created_at,
            methods=_BY_PASSWORD,
        )
        return Tokens(
            access_token=self.tokens.issue(claims),
            refresh_token=refresh.text,
            expires_in=expires_at - at,
            username=user.username.text,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Authenticate:
    """Find out who stands behind an access token. Session and user are read on every request (ASVS 7.4.1)."""

    view: View
    tokens: AccessTokens
    now: Clock
    require_verified: bool = False

    async def __call__(self, *, token: str, even_unproved: bool = False) -> Caller:
        """Return the caller.

        Args:
            even_unproved: let callers in who have yet to prove an address, where the deployment asks for one.

        Raises:
            InvalidToken: no token of ours, or its session has ended, or its user is closed or gone.
            EmailNotProved: the caller has to prove an address first.
        """
        claim = _claimed(self.tokens, token, self.now())
        caller = claim.proved_by(await self.view.sessions.caller(claim.session_id))
        if self.require_verified and not even_unproved:
            _require_proof(caller)
        return caller


@dataclass(frozen=True, slots=True, kw_only=True)
class EnterSession:
    """Let whoever holds an access token at their own things: each step of theirs looks whether the session stands."""

    guard: Guard
    tokens: AccessTokens
    now: Clock
    require_verified: bool = False

    async def __call__(self, *, token: str) -> Guarded:
        """Return the things that are kept for them. Nothing was looked at yet, unless the deployment asks for proof.

        Raises:
            InvalidToken: no token of ours.
            EmailNotProved: they have to prove an address first.
        """
        guarded = self.guard(_claimed(self.tokens, token, self.now()))
        if self.require_verified:
            _require_proof(await guarded.caller())
        return guarded


@dataclass(frozen=True, slots=True, kw_only=True)
class LogOut:
    """End the caller's session."""

    live_sessions: LiveSessions

    async def __call__(self, *, caller: Caller) -> None:
        """End it, on the very next request."""
        await self.live_sessions.end(caller.session_id)


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeToken:
    """End the session of a refresh token (RFC 7009)."""

    begin: Begin

    async def __call__(self, *, token: RefreshToken) -> None:
        """End it. An unknown or spent token is no error, and nobody learns which it was."""
        async with self.begin() as work:
            held = await work.sessions.with_refresh(token.digest)
            spent = None if held else await work.sessions.with_spent_refresh(token.digest)
            if held is not None:
                await work.sessions.end(held[0].id)
            elif spent is not None:
                await work.sessions.end(spent.session_id)


def _claimed(tokens: AccessTokens, token: str, at: datetime) -> SessionClaim:
    claims = tokens.read(token, at=at)
    return SessionClaim(user_id=claims.user_id, session_id=claims.session_id, at=at)


def _require_proof(caller: Caller) -> None:
    if not caller.user.is_verified:
        raise EmailNotProved
