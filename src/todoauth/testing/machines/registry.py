"""Random histories of users."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, MultipleResults, invariant, multiple, rule

from todoauth.domain.errors import InvalidToken, UsernameTaken, WrongPassword
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.model.unset import UNSET, Maybe
from todoauth.domain.model.user import FullName, User
from todoauth.domain.model.username import Username
from todoauth.ports.unit_of_work import UnitOfWork
from todoauth.testing.contracts.samples import HOSTILE_LINES, NOON, a_user
from todoauth.testing.machines.people import People
from todoauth.testing.machines.stage import Opened, Stage

NAMES: Final = [Username(name) for name in ("Ada", "ADA", "Ａｄａ", "bob", "straße", "STRASSE")]
PASSWORDS: Final = [Password("a password of many words"), Password("another of as many words")]
ADDRESSES: Final = [EmailAddress(text) for text in ("ada@example.org", "ADA@EXAMPLE.ORG", "bob@example.org")]

names = st.sampled_from(NAMES)
passwords = st.sampled_from(PASSWORDS)
addresses = st.sampled_from(ADDRESSES)
full_names = st.none() | st.sampled_from(HOSTILE_LINES).map(FullName)


class Registry(Stage):
    """Users come, change and go."""

    users = Bundle[UserId]("users")

    def __init__(self, opened: Opened) -> None:
        super().__init__(opened)
        self.people = People()

    @rule(target=users, name=names, password=passwords, full_name=full_names)
    def register(
        self, name: Username, password: Password, full_name: FullName | None
    ) -> UserId | MultipleResults[UserId]:
        registration = self.world.register(username=name, password=password, full_name=full_name, client="a test")
        outcome = self.outcome(registration)
        if self.people.known_by(name) is not None:
            assert isinstance(outcome, UsernameTaken)
            return multiple()
        assert isinstance(outcome, User)
        self.people.users[outcome.id] = outcome
        self.people.passwords[outcome.id] = password
        return outcome.id

    @rule(id=users, name=st.just(UNSET) | names, full_name=st.just(UNSET) | full_names)
    def edit(self, id: UserId, name: Maybe[Username], full_name: Maybe[FullName | None]) -> None:
        outcome = self.outcome(self.world.edit_account(caller=caller(id), username=name, full_name=full_name))
        user = self.people.users.get(id)
        if user is None:
            assert isinstance(outcome, InvalidToken)
        elif name is not UNSET and self.people.is_anothers(name, user):
            assert isinstance(outcome, UsernameTaken)
        else:
            self.people.users[id] = user.edited(username=name, full_name=full_name, at=self.world.clock())
            assert outcome == self.people.users[id]

    @rule(id=users, password=passwords)
    def delete(self, id: UserId, password: Password) -> None:
        outcome = self.outcome(self.world.delete_account(caller=caller(id), password=password))
        if id not in self.people.users:
            assert isinstance(outcome, InvalidToken)
        elif self.people.passwords[id] != password:
            assert isinstance(outcome, WrongPassword)
        else:
            assert outcome is None
            self.people.remove(id)

    @rule(id=users, is_active=st.booleans())
    def open_or_close(self, id: UserId, is_active: bool) -> None:
        user = self.people.users.get(id)
        if user is not None:
            changed = replace(user, is_active=is_active, version=user.version + 1)
            self.run(self._update(changed))
            self.people.users[id] = changed

    @rule(id=users)
    def give_up(self, id: UserId) -> None:
        async def spoil(work: UnitOfWork) -> None:
            user = await work.users.get_for_update(id)
            if user is not None:
                await work.users.update(user.edited(username=Username("not_for_long"), at=self.world.clock()))
                await work.users.remove(id)
            await work.users.add(a_user("in_vain", email="in_vain@example.org"))
            await work.sessions.purge(before=self.world.clock() + timedelta(days=999), at_most=99)

        self.abort(spoil)

    @invariant()
    def everybody_is_found_as_they_are(self) -> None:
        self.run(self._compare())

    def somebody(self, id: UserId, is_fresh: bool) -> Caller:
        """Return that user as a caller who logged in just now, or a little too long ago."""
        ago = timedelta() if is_fresh else self.world.fresh_log_in
        return caller(id, authenticated_at=self.world.clock() - ago)

    def is_stale(self, authenticated_at: datetime) -> bool:
        """Whether that was too long ago for what needs a fresh log-in."""
        return self.world.clock() - authenticated_at >= self.world.fresh_log_in

    async def _compare(self) -> None:
        for user in self.people.users.values():
            found = await self.world.database.view.users.get(user.id)
            # Names and addresses that differ in case are equal, and yet not the same.
            assert (found, repr(found)) == (user, repr(user))
        for name in [*NAMES, Username("in_vain"), Username("not_for_long")]:
            assert await self.world.database.view.users.with_username(name) == self.people.known_by(name)
        for address in ADDRESSES:
            assert await self.world.database.view.users.with_email(address) == self.people.known_by(address)
        for session in self.people.sessions.values():
            assert await self.world.database.view.sessions.caller(session.id) == self.people.caller(session)
        for ended in self.people.ended:
            assert await self.world.database.view.sessions.caller(ended) is None

    async def _update(self, user: User) -> None:
        async with self.world.database.begin() as work:
            await work.users.update(user)


def caller(id: UserId, *, authenticated_at: datetime = NOON) -> Caller:
    """Return that user as the caller of what looks at little else."""
    return Caller(
        user=replace(a_user(), id=id),
        session_id=SessionId(id),
        authenticated_at=authenticated_at,
        session_ends_at=NOON,
    )
