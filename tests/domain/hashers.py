"""Password hashers for what rarely happens while a password is being checked."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace

from todoauth import Password, PasswordHash, PasswordHasher, RequirePassword
from todoauth.testing.world import World


@dataclass
class StrongerHasher(PasswordHasher):
    """Today's settings, after a change: hashes of yesterday are still read."""

    yesterday: PasswordHasher

    async def hash(self, password: Password) -> PasswordHash:
        return PasswordHash(f"stronger:{await self.yesterday.hash(password)}")

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        return await self.yesterday.verify(password, hash and PasswordHash(hash.removeprefix("stronger:")))

    def outdated(self, hash: PasswordHash) -> bool:
        return not hash.startswith("stronger:")


@dataclass
class SlowHasher(PasswordHasher):
    """Something happens while a password is being checked."""

    hasher: PasswordHasher
    meanwhile: Callable[[], Awaitable[object]]

    async def hash(self, password: Password) -> PasswordHash:
        return await self.hasher.hash(password)

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        knows = await self.hasher.verify(password, hash)
        await self.meanwhile()
        return knows

    def outdated(self, hash: PasswordHash) -> bool:
        return self.hasher.outdated(hash)


@dataclass
class WatchedHasher(PasswordHasher):
    """Remembers how much work it was given."""

    hasher: PasswordHasher
    work: list[str] = field(default_factory=list)

    async def hash(self, password: Password) -> PasswordHash:
        self.work.append("hash")
        return await self.hasher.hash(password)

    async def verify(self, password: Password, hash: PasswordHash | None) -> bool:
        self.work.append("verify")
        return await self.hasher.verify(password, hash)

    def outdated(self, hash: PasswordHash) -> bool:
        return self.hasher.outdated(hash)


def slowly(world: World, meanwhile: Callable[[], Awaitable[object]]) -> RequirePassword:
    """Return what asks for passwords while something happens."""
    return replace(world.require_password, hasher=SlowHasher(world.hasher, meanwhile))


def once(act: Callable[[], Awaitable[object]]) -> Callable[[], Awaitable[object]]:
    """Return what does `act` the first time, and nothing from then on."""
    left = [act]

    async def acts() -> None:
        while left:
            await left.pop()()

    return acts
