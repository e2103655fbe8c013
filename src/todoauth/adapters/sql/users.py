"""Users, in SQL."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from todoauth.adapters.sql.asked import failures
from todoauth.adapters.sql.asked import users as statements
from todoauth.adapters.sql.executor import Connection, Row
from todoauth.adapters.sql.lists import given, listed, pattern
from todoauth.domain.errors import Outdated
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Page, Slice
from todoauth.domain.model.restoring import restorer
from todoauth.domain.model.user import FullName, User, UserFilter
from todoauth.domain.model.username import Username
from todoauth.ports.repositories import Users, UsersView

_restored: Final = restorer(User)
_username: Final = restorer(Username)
_full_name: Final = restorer(FullName)
_email: Final = restorer(EmailAddress)


@dataclass(frozen=True)
class SqlUsersView(UsersView):
    """Users, read over one connection."""

    connection: Connection

    async def get(self, id: UserId) -> User | None:
        return _found(await self.connection.one(statements.BY_ID, {"id": id}))

    async def with_username(self, username: Username) -> User | None:
        return _found(await self.connection.one(statements.BY_USERNAME, {"username_canonical": username.canonical}))

    async def with_email(self, email: EmailAddress) -> User | None:
        return _found(await self.connection.one(statements.BY_EMAIL, {"email_canonical": email.canonical}))

    async def page(self, *, only: UserFilter, part: Slice) -> Page[User]:
        wanted = given(
            after=part.after and part.after.after,
            is_active=only.is_active,
            is_superuser=only.is_superuser,
            proved=only.is_verified or None,
            unproved=only.is_verified is False or None,
            pattern=pattern(only.text),
        )
        rows = await listed(
            self.connection, statements.PAGE, statements.SEARCH, part=part, wanted=wanted, text=only.text
        )
        users = [user_of(row) for row in rows[: part.size.items + 1]]
        return Page.of(users, part.size, id_of=lambda user: user.id)


class SqlUsers(SqlUsersView, Users):
    """Users, in one transaction."""

    async def get_for_update(self, id: UserId) -> User | None:
        return _found(await self.connection.one(statements.BY_ID_FOR_UPDATE, {"id": id}))

    async def superusers_for_update(self, *, at_most: int) -> Sequence[UserId]:
        rows = await self.connection.all(statements.SUPERUSERS_FOR_UPDATE, {"at_most": at_most})
        return [UserId(user_id) for (user_id,) in rows]

    async def add(self, user: User) -> None:
        await self.connection.run(statements.ADD, {"created_at": user.created_at, **_values(user)})

    async def update(self, user: User) -> None:
        if not await self.connection.run(statements.UPDATE, {"predecessor": user.version - 1, **_values(user)}):
            raise Outdated

    async def remove(self, id: UserId) -> None:
        await self.connection.run(statements.REMOVE, {"id": id})
        await self.connection.run(failures.FORGET, {"subject": id})


def _found(row: Row | None) -> User | None:
    return None if row is None else user_of(row)


def user_of(row: Row) -> User:
    """Return the user that a row of whole users holds."""
    user_id, name, canonical_name, password_hash, full_name, email, canonical_email, *rest = row
    return _restored(
        user_id,
        _username(name, canonical_name),
        password_hash,
        None if full_name is None else _full_name(full_name),
        None if email is None else _email(email, canonical_email),
        *rest,
    )


def _values(user: User) -> dict[str, object]:
    return {
        "id": user.id,
        "username": user.username.text,
        "username_canonical": user.username.canonical,
        "password_hash": user.password_hash,
        "full_name": user.full_name and user.full_name.text,
        "email": user.email and user.email.text,
        "email_canonical": user.email and user.email.canonical,
        "is_active": user.is_active,
        "is_superuser": user.is_superuser,
        "updated_at": user.updated_at,
        "version": user.version,
    }
