"""A whole world for a test, made in no time: every use case on the in-memory adapters."""

from typing import Final

from todoauth.domain.model.credentials import Credentials
from todoauth.domain.model.password import Password
from todoauth.domain.model.session import Caller
from todoauth.domain.model.username import Username
from todoauth.testing.world.accounts import Accounts
from todoauth.testing.world.administration import Administration
from todoauth.testing.world.parts import Database, Parts
from todoauth.testing.world.passwords import Passwords
from todoauth.testing.world.sessions import Sessions
from todoauth.testing.world.upkeep import Upkeep
from todoauth.testing.world.work import Work

__all__ = ["Accounts", "Administration", "Database", "Parts", "Passwords", "Sessions", "Upkeep", "Work", "World"]


class World(Accounts, Administration, Passwords, Sessions, Upkeep, Work):
    """Every use case, by its name in small letters, under a clock that is wound by hand.

        world = World()
        ada = await world.join("ada")
        todo = await world.add_todo(owner=ada.user_id, content=TodoContent("Water the plants"))
        world.clock.advance(timedelta(days=1))

    `world.mailbox` has the mail, once `world.deliver_mail()` has sent what is owed.
    """

    PASSWORD: Final = Password("a password of many words")

    async def join(self, username: str, password: Password = PASSWORD) -> Caller:
        """Register somebody, log them in, and return them as the caller of use cases.

        Raises: as `Register` and `LogIn` do.
        """
        name = Username.parse(username)
        await self.register(username=name, password=password, client="a test")
        tokens = await self.log_in(credentials=Credentials(name, password), client="a test")
        return await self.authenticate(token=tokens.access_token)
