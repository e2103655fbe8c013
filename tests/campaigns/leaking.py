"""The service with a planted leak: it takes 10 ms longer to check the password of somebody who exists.

python leaking.py COMMAND…      (the command of the service, whose place it takes)
"""

import asyncio
import sys
from collections.abc import Callable

from dependency_injector.providers import Singleton

from todoauth.adapters.hashing.bcrypt_hasher import BcryptHasher
from todoauth.domain.model.password import Password, PasswordHash
from todoauth.entrypoints.__main__ import main
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.keys.in_use import KeysInUse
from todoauth.entrypoints.settings import Settings

LEAK = 0.010  # seconds


class LeakingHasher(BcryptHasher):
    """Tells by the time it takes whether there is a hash."""

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        if hash is not None:
            await asyncio.sleep(LEAK)
        return await super().verify(password, hash)


def leaking_hasher(settings: Settings, keys: Callable[[], KeysInUse]) -> LeakingHasher:
    """Return what takes the place of the hasher."""
    return LeakingHasher(peppers=lambda: keys().peppers, cost=settings.bcrypt_cost)


if __name__ == "__main__":
    Container.hasher.override(Singleton(leaking_hasher, Container.settings, Container.keys_in_use))
    sys.argv = ["todoauth", sys.argv[-1]]
    main()
