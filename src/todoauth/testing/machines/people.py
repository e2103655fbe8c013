"""What a database should know about accounts: the plain model that it is compared with."""

from dataclasses import dataclass, field
from datetime import datetime

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.password import Password
from todoauth.domain.model.rotation import IdempotencyKey
from todoauth.domain.model.session import Caller, RefreshToken, Session
from todoauth.domain.model.user import User
from todoauth.domain.model.username import Username


@dataclass(frozen=True, slots=True)
class Spent:
    """A token that gave way to another, when, and with which key."""

    session_id: SessionId
    successor: RefreshToken
    key: IdempotencyKey | None
    at: datetime


@dataclass(slots=True)
class People:
    """Users and their sessions. Tokens are known by their text, as their holders know them."""

    users: dict[UserId, User] = field(default_factory=dict[UserId, User])
    passwords: dict[UserId, Password] = field(default_factory=dict[UserId, Password])
    sessions: dict[SessionId, Session] = field(default_factory=dict[SessionId, Session])
    ended: set[SessionId] = field(default_factory=set[SessionId])
    spent: dict[RefreshToken, Spent] = field(default_factory=dict[RefreshToken, Spent])

    def known_by(self, login: Username | EmailAddress) -> User | None:
        """Return the user of that name or proved address."""
        return next((user for user in self.users.values() if login in {user.username, user.email}), None)

    def is_anothers(self, login: Username | EmailAddress, user: User) -> bool:
        """Whether somebody else has that name or proved address."""
        holder = self.known_by(login)
        return holder is not None and holder.id != user.id

    def knows(self, password: Password, user: User | None) -> bool:
        """Whether that password opens that user's account."""
        return user is not None and user.is_active and self.passwords[user.id] == password

    def holding(self, token: RefreshToken) -> Session | None:
        """Return the session whose live token that is."""
        return next((each for each in self.sessions.values() if each.refresh_digest == token.digest), None)

    def of_user(self, id: UserId) -> list[Session]:
        """Return the sessions of that user."""
        return [each for each in self.sessions.values() if each.user_id == id]

    def of(self, token: RefreshToken) -> SessionId | None:
        """Return the session whose token that is or was."""
        session = self.holding(token)
        if session is not None:
            return session.id
        return self.spent[token].session_id if token in self.spent else None

    def end(self, id: SessionId) -> None:
        """End that session."""
        del self.sessions[id]
        self.ended.add(id)
        self.spent = {token: spent for token, spent in self.spent.items() if spent.session_id != id}

    def purge(self, before: datetime) -> None:
        """End the sessions that were over before then."""
        for session in list(self.sessions.values()):
            if min(session.idle_ends_at, session.ends_at) < before:
                self.end(session.id)

    def remove(self, id: UserId) -> None:
        """Remove a user and their sessions."""
        del self.users[id]
        for session in self.of_user(id):
            self.end(session.id)

    def caller(self, session: Session) -> Caller:
        """Return who acts in that session."""
        user = self.users[session.user_id]
        return Caller(
            user=user,
            session_id=session.id,
            authenticated_at=session.created_at,
            session_ends_at=min(session.idle_ends_at, session.ends_at),
        )
