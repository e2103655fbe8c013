"""Refreshing a session."""

from dataclasses import dataclass
from datetime import datetime

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.device import Device
from todoauth.domain.model.event import Event, EventKind
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import MailKind, OwedMail
from todoauth.domain.model.rotation import IdempotencyKey, Nonce, SpentRefresh, Successors
from todoauth.domain.model.session import RefreshToken, Session, SessionPolicy, Tokens
from todoauth.domain.model.user import User
from todoauth.domain.use_cases.sessions import Mint
from todoauth.ports.events import Tell
from todoauth.ports.repositories import LiveSessions
from todoauth.ports.system import Clock, Ids, Nonces
from todoauth.ports.unit_of_work import Begin, UnitOfWork


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What somebody asks for, and when."""

    token: RefreshToken
    key: IdempotencyKey | None
    device: Device
    nonce: Nonce
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Refresh:
    """Exchange a refresh token for new tokens. Used twice, it was stolen: its session ends (RFC 9700, 4.14).

    A client that has not got the answer may ask again, and gets the same refresh token.
    """

    begin: Begin
    live_sessions: LiveSessions
    mint: Mint
    successors: Successors
    new_nonce: Nonces
    new_id: Ids
    now: Clock
    tell: Tell
    sessions: SessionPolicy = SessionPolicy()

    async def __call__(
        self, *, token: RefreshToken, key: IdempotencyKey | None = None, device: Device = Device()
    ) -> Tokens:
        """Return the session's next tokens.

        Args:
            token: the session's live refresh token.
            key: what the client will send again, should it have to ask again within a minute.
            device: what asks, for the owner to recognise.

        Raises:
            InvalidToken: unknown, expired, used before, or of a closed account. Never told which.
        """
        asked = _Asked(token=token, key=key, device=device, nonce=self.new_nonce(), at=self.now())
        held = await self.live_sessions.with_refresh(asked.token.digest)
        verdict = await (self._again(asked) if held is None else self._rotate(*held, asked))
        if isinstance(verdict, Tokens):
            return verdict
        if verdict is not None:
            self.tell(verdict)
        raise InvalidToken

    async def _rotate(self, current: Session, user: User, asked: _Asked) -> Tokens | Event | None:
        if not user.is_active or not current.is_live(asked.at):
            return None
        successor = self.successors(asked.token, asked.nonce)
        session = current.rotated(successor.digest, device=asked.device, policy=self.sessions, at=asked.at)
        # Before the old token is spent: nobody is left without any.
        tokens = self.mint(user, session, successor, at=asked.at)
        spent = SpentRefresh.of(asked.token, current.id, nonce=asked.nonce, key=asked.key, at=asked.at)
        # If the session has ended meanwhile, or somebody was faster, it does not hold the token any more.
        return tokens if await self.live_sessions.rotate(session, spent=spent) else await self._again(asked)

    async def _again(self, asked: _Asked) -> Tokens | Event | None:
        # The verdict leaves the block as a value: raising inside would undo the end of a stolen session.
        async with self.begin() as work:
            return await self._repeat(work, asked)

    async def _repeat(self, work: UnitOfWork, asked: _Asked) -> Tokens | Event | None:
        spent = await work.sessions.with_spent_refresh(asked.token.digest)
        session = None if spent is None else await work.sessions.get(spent.session_id)
        if spent is None or session is None:
            return None
        # Locked, and before the session, as everybody locks them: of many who come at once, one finds it still there.
        user = await work.users.get_for_update(session.user_id)
        session = await work.sessions.get(session.id)
        if user is None or session is None:
            return None
        if not spent.may_be_repeated(asked.key, policy=self.sessions, at=asked.at):
            return await self._end_stolen(work, user, session, asked.at)
        successor = self.successors(asked.token, spent.nonce)
        is_live = session.refresh_digest == successor.digest and session.is_live(asked.at)
        return self.mint(user, session, successor, at=asked.at) if is_live and user.is_active else None

    async def _end_stolen(self, work: UnitOfWork, user: User, session: Session, at: datetime) -> Event:
        await work.sessions.end(session.id)
        if user.email is not None:
            mail_id = MailId(self.new_id())
            await work.outbox.owe(
                OwedMail.new(MailKind.SESSION_STOLEN, id=mail_id, user_id=user.id, email=user.email, at=at)
            )
        return Event(kind=EventKind.SESSION_STOLEN, user_id=user.id, session_id=session.id, at=at)
