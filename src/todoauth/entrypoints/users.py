"""Accounts, as those manage them who can run commands on the server."""

from collections.abc import Awaitable, Callable, Generator, Iterable
from contextlib import contextmanager
from typing import Final, TypeVar

from todoauth.domain.errors import (
    Contended,
    InvalidValue,
    LastSuperuser,
    Unavailable,
    UsernameTaken,
    UserNotFound,
)
from todoauth.domain.model.administrator import Operator
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.page import Page, PageSize, Slice
from todoauth.domain.model.password import Password
from todoauth.domain.model.user import User, UserFilter
from todoauth.domain.model.username import Username
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.once import once
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.schema import absence
from todoauth.entrypoints.settings import Settings

T = TypeVar("T")

_OPERATOR: Final = Operator()
_MANY: Final = PageSize(PageSize.MOST)


def create_superuser(settings: Settings, *, name: str, password: str) -> None:
    """Create an account with all rights.

    Raises:
        Refused: nobody can have that name or that password, somebody has that name, or the database is not there.
    """
    username = _username(name)
    with refusals("password"):
        secret = Password.parse(password)
        _run(settings, lambda container: container.create_superuser()(username=username, password=secret))


def list_users(settings: Settings, only: UserFilter, *, at_most: int | None = None) -> Iterable[User]:
    """Return the users who are wanted, the oldest account first.

    Args:
        at_most: how many, if not all.

    Raises:
        Refused: the database is not there.
    """

    async def leaf(container: Container) -> list[User]:
        found, part = list[User](), Slice(size=_MANY)
        while at_most is None or len(found) < at_most:
            page: Page[User] = await container.list_users()(by=_OPERATOR, only=only, part=part)
            found.extend(page.items)
            if page.next_cursor is None:
                break
            part = Slice(after=page.next_cursor, size=_MANY)
        return found[:at_most]

    with refusals("search"):
        return _run(settings, leaf)


def administer(settings: Settings, name: str, **rights: bool) -> User:
    """Close or open the account of a user, or give or take all rights; return the user.

    Args:
        rights: `is_active`, `is_superuser`.

    Raises:
        Refused: there is no such user, no superuser would be left, or the database is not there.
    """
    return _about(
        settings, name, lambda container, whose: container.administer_user()(by=_OPERATOR, id=whose, **rights)
    )


def remove(settings: Settings, name: str) -> None:
    """Delete the account of a user and everything in it. Raises as `administer` does."""
    _about(settings, name, lambda container, whose: container.remove_user()(by=_OPERATOR, id=whose))


def end_sessions(settings: Settings, name: str) -> None:
    """Log a user out, everywhere. Raises as `administer` does."""
    _about(settings, name, lambda container, whose: container.end_user_sessions()(by=_OPERATOR, id=whose))


def line(user: User) -> str:
    """Return what there is to know about a user, in one line, with tabs between the columns."""
    standing = [
        "open" if user.is_active else "disabled",
        "superuser" if user.is_superuser else "user",
        user.email.text if user.email else "-",
        f"{user.created_at:%Y-%m-%d}",
    ]
    return "\t".join([str(user.id), user.username.text, *standing])


def _about(settings: Settings, name: str, act: Callable[[Container, UserId], Awaitable[T]]) -> T:
    username = _username(name)

    async def found(container: Container) -> T:
        user = await container.database().view.users.with_username(username)
        if user is None:
            raise UserNotFound
        return await act(container, user.id)

    with refusals("username"):
        return _run(settings, found)


def _username(name: str) -> Username:
    with refusals("username"):
        return Username.parse(name)


def _run(settings: Settings, act: Callable[[Container], Awaitable[T]]) -> T:
    async def acting(container: Container) -> T:
        hasher = container.own_hasher()
        try:
            return await act(container)
        finally:
            hasher.close()

    return once(settings, acting)


@contextmanager
def refusals(what: str) -> Generator[None, None, None]:
    """Tell in a sentence what a command about a user fails of; `what` is the value that may be wrong."""
    try:
        yield
    except InvalidValue as error:
        raise Refused(f"The {what} {error.reason}.") from error
    except UsernameTaken as error:
        raise Refused("The username is taken.") from error
    except UserNotFound as error:
        raise Refused("There is no such user.") from error
    except LastSuperuser as error:
        raise Refused("There would be no superuser left: make another one first.") from error
    except Contended as error:
        raise Refused("Others are changing the same account: nothing was changed.") from error
    except Unavailable as error:
        raise absence(error) from error
