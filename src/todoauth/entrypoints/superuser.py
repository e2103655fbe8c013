"""The first account, made by whoever can run commands on the server."""

import asyncio
from collections.abc import Generator
from contextlib import contextmanager

from todoauth.domain.errors import InvalidValue, Unavailable, UsernameTaken
from todoauth.domain.model.password import Password
from todoauth.domain.model.username import Username
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.schema import absence, prepare_schema
from todoauth.entrypoints.settings import Settings


def create_superuser(settings: Settings, *, name: str, password: str) -> None:
    """Create an account with all rights.

    Raises:
        Refused: nobody can have that name or that password, somebody has that name, or the database is not there.
    """
    with _refusals("username"):
        username = Username.parse(name)
    with _refusals("password"):
        secret = Password.parse(password)
        prepare_schema(settings)
        asyncio.run(_create(settings, username, secret))


async def _create(settings: Settings, username: Username, password: Password) -> None:
    container = Container(settings=settings)
    hasher = container.hasher()
    try:
        async with container.database():
            await container.create_superuser()(username=username, password=password)
    finally:
        hasher.close()


@contextmanager
def _refusals(what: str) -> Generator[None, None, None]:
    try:
        yield
    except InvalidValue as error:
        raise Refused(f"The {what} {error.reason}.") from error
    except UsernameTaken as error:
        raise Refused("The username is taken.") from error
    except Unavailable as error:
        raise Refused(absence(error)) from error
