"""One of everything that can be somebody's."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Self

from todoauth.domain.model.cleaning import Cleaning
from todoauth.domain.model.mail import OwedMail
from todoauth.domain.model.one_time_code import Purpose
from todoauth.domain.model.session import Session
from todoauth.domain.model.todo import Todo
from todoauth.domain.model.user import User
from todoauth.ports.unit_of_work import UnitOfWork
from todoauth.testing.contracts.samples import A_NETWORK, HOUR, NOON, a_cleaning, a_mail, a_session, a_todo, a_user
from todoauth.testing.world import Database

ALL_OF_IT: Final = {"user", "session", "todo", "cleaning", "mail", "guess", "network"}
NOTHING: Final = set[str]()
FORGOTTEN_LATER: Final = {"guess"}
"""What names nobody, and is purged within a day."""


@dataclass(frozen=True, slots=True)
class Estate:
    """A user and all that is theirs."""

    user: User
    session: Session
    todo: Todo
    cleaning: Cleaning
    mail: OwedMail

    @classmethod
    def of(cls, name: str = "Ada") -> Self:
        """Return the estate of somebody who is stored nowhere yet."""
        user = a_user(name, email=f"{name}@example.org")
        return cls(user, a_session(user), a_todo(user), a_cleaning(user), a_mail(user))

    @classmethod
    async def stored(cls, database: Database, name: str = "Ada") -> Self:
        """Return the estate of somebody, once all of it is stored."""
        estate = cls.of(name)
        async with database.begin() as work:
            await estate.add(work)
        return estate

    async def add(self, work: UnitOfWork) -> None:
        """Write to every repository and ledger."""
        await work.users.add(self.user)
        await work.sessions.add(self.session)
        await work.todos.add(self.todo)
        await work.cleanings.add(self.cleaning)
        await work.outbox.owe(self.mail)
        await work.guesses.spend(self.user.id, Purpose.VERIFY_EMAIL, at=NOON)
        await work.networks.remember(self.user.id, A_NETWORK, at=NOON, most=9)

    async def left(self, database: Database) -> set[str]:
        """Return what is there."""
        async with database.begin() as work:
            there = {
                "user": await work.users.get(self.user.id) == self.user,
                "session": await work.sessions.get(self.session.id) == self.session,
                "todo": await work.todos.get(self.todo.id, owner=self.user.id) == self.todo,
                "cleaning": await work.cleanings.get(self.cleaning.id) == self.cleaning,
                "mail": self.mail in await work.outbox.take(at=NOON, lease=timedelta(), at_most=9),
                "guess": await work.guesses.spent_since(self.user.id, Purpose.VERIFY_EMAIL, since=NOON - HOUR) == 1,
                "network": await work.networks.knows(self.user.id, A_NETWORK, since=NOON),
            }
        return {name for name, is_there in there.items() if is_there}
