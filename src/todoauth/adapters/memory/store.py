"""All the tables, and all of them as one transaction sees them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypeAlias
from uuid import UUID

from todoauth.adapters.memory.rows import NotUnique, Rows
from todoauth.adapters.memory.table import Index, Table
from todoauth.domain.errors import EmailTaken, UsernameTaken, UserNotFound
from todoauth.domain.model.cleaning import Cleaning
from todoauth.domain.model.device import AddressRange
from todoauth.domain.model.ids import CleaningId, MailId, SessionId, TodoId, UserId
from todoauth.domain.model.mail import OwedMail
from todoauth.domain.model.one_time_code import Purpose
from todoauth.domain.model.rotation import SpentRefresh
from todoauth.domain.model.session import RefreshDigest, Session
from todoauth.domain.model.todo import Todo
from todoauth.domain.model.user import User

TodoKey: TypeAlias = tuple[UserId, TodoId]


@dataclass(frozen=True, slots=True)
class SpentGuess:
    """One guess at a code, with a number of its own."""

    number: int
    subject: UUID
    purpose: Purpose
    at: datetime


@dataclass(frozen=True, slots=True)
class KnownNetwork:
    """A network that a user last logged in from at that time."""

    user_id: UserId
    network: AddressRange
    at: datetime


@dataclass(frozen=True, slots=True)
class SpentCode:
    """One code that was used, sealed."""

    digest: bytes
    at: datetime


@dataclass(frozen=True, slots=True)
class Failures:
    """How often in a row a password was tried."""

    subject: UUID
    times: int


ALL: Final = ()
"""The group of everything."""

BY_USERNAME: Final = Index[User](lambda user: user.username.canonical, taken=UsernameTaken)
USERS: Final = Index[User](lambda _: ALL, lambda user: user.id)
SUPERUSERS: Final = Index[User](
    lambda user: ALL if user.is_active and user.is_superuser else None, lambda user: user.id
)
BY_EMAIL: Final = Index[User](lambda user: user.email and user.email.canonical, taken=EmailTaken)
SESSIONS_OF: Final = Index[Session](lambda session: session.user_id, lambda session: session.id)
BY_REFRESH: Final = Index[Session](lambda session: session.refresh_digest, taken=NotUnique)
BY_END: Final = Index[Session](lambda _: ALL, lambda session: (min(session.idle_ends_at, session.ends_at), session.id))
SPENT_BY: Final = Index[SpentRefresh](lambda spent: spent.session_id, lambda spent: spent.digest)
TODOS_OF: Final = Index[Todo](lambda todo: todo.owner, lambda todo: todo.id)
CLEANINGS: Final = Index[Cleaning](lambda _: ALL, lambda cleaning: cleaning.id)
CLEANINGS_OF: Final = Index[Cleaning](lambda cleaning: cleaning.owner, lambda cleaning: cleaning.id)
MAIL_OF: Final = Index[OwedMail](lambda mail: mail.user_id, lambda mail: mail.id)
MAIL: Final = Index[OwedMail](lambda _: ALL, lambda mail: mail.id)
BY_DUE_TIME: Final = Index[OwedMail](lambda mail: mail.is_dead, lambda mail: (mail.not_before, mail.id))
GUESSES: Final = Index[SpentGuess](lambda _: ALL, lambda guess: (guess.at, guess.number))
GUESSES_AT: Final = Index[SpentGuess](lambda guess: guess.subject, lambda guess: (guess.at, guess.number))
CODES: Final = Index[SpentCode](lambda _: ALL, lambda code: (code.at, code.digest))
NETWORKS: Final = Index[KnownNetwork](lambda _: ALL, lambda known: (known.at, known.user_id, known.network.text))
NETWORKS_OF: Final = Index[KnownNetwork](lambda known: known.user_id, lambda known: (known.at, known.network.text))


class Tables:
    """What is committed."""

    def __init__(self) -> None:
        self.users = Table[UserId, User](lambda user: user.id, USERS, SUPERUSERS, BY_USERNAME, BY_EMAIL)
        self.sessions = Table[SessionId, Session](lambda session: session.id, SESSIONS_OF, BY_REFRESH, BY_END)
        self.spent_refreshes = Table[RefreshDigest, SpentRefresh](lambda spent: spent.digest, SPENT_BY)
        self.todos = Table[TodoKey, Todo](lambda todo: (todo.owner, todo.id), TODOS_OF)
        self.cleanings = Table[CleaningId, Cleaning](lambda cleaning: cleaning.id, CLEANINGS, CLEANINGS_OF)
        self.outbox = Table[MailId, OwedMail](lambda mail: mail.id, MAIL_OF, MAIL, BY_DUE_TIME)
        self.guesses = Table[int, SpentGuess](lambda guess: guess.number, GUESSES, GUESSES_AT)
        self.codes = Table[bytes, SpentCode](lambda code: code.digest, CODES)
        self.networks = Table[tuple[UserId, AddressRange], KnownNetwork](
            lambda known: (known.user_id, known.network), NETWORKS, NETWORKS_OF
        )
        self.failures = Table[UUID, Failures](lambda failures: failures.subject)


class Store:
    """The tables as one transaction sees them."""

    def __init__(self, tables: Tables) -> None:
        self.users = Rows(tables.users)
        self.sessions = Rows(tables.sessions)
        self.spent_refreshes = Rows(tables.spent_refreshes)
        self.todos = Rows(tables.todos)
        self.cleanings = Rows(tables.cleanings)
        self.outbox = Rows(tables.outbox)
        self.guesses = Rows(tables.guesses)
        self.codes = Rows(tables.codes)
        self.networks = Rows(tables.networks)
        self.failures = Rows(tables.failures)

    def require_user(self, id: UserId) -> None:
        """Let pass what refers to a user.

        Raises:
            UserNotFound: they are gone.
        """
        if self.users.get(id) is None:
            raise UserNotFound

    def commit(self) -> None:
        """Let everybody see what was changed, all at once."""
        self.users.commit()
        self.sessions.commit()
        self.spent_refreshes.commit()
        self.todos.commit()
        self.cleanings.commit()
        self.outbox.commit()
        self.guesses.commit()
        self.codes.commit()
        self.networks.commit()
        self.failures.commit()
