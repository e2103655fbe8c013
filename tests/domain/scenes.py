"""Acts that are about to happen, each in a world of its own and behind a fuse."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from tests.builders import SECRET
from tests.domain.acts import ADAS, CLIENT, code_for, enter, enter_with_address, log_in, reset_code_for, sign_up
from tests.domain.fuses import Fuse, fused
from tests.domain.hashers import StrongerHasher
from todoauth import (
    AddressRange,
    Credentials,
    Device,
    FullName,
    Password,
    RefreshToken,
    Username,
)
from todoauth.testing.world import World

NEW = Password("a new password, and long")

Act = Callable[[Fuse], Awaitable[object]]


@dataclass
class Scene:
    """A world in which one act is about to happen, behind a fuse."""

    act: Act
    world: World
    may_change: frozenset[str] = field(default_factory=frozenset)

    def kept(self) -> dict[str, Any]:
        """Return all that is committed, but for what may change, and what the log was told."""
        tables = vars(self.world.database._tables)  # type: ignore[attr-defined]  # nothing less shows everything
        kept = {name: dict(table.rows) for name, table in tables.items() if name not in self.may_change}
        return {**kept, "events": list(self.world.events)}


async def registering(world: World) -> Scene:
    await enter(world, "Bob")
    arguments = {"username": Username("Ada"), "password": SECRET, "email": ADAS, "client": CLIENT}
    return Scene(lambda fuse: fused(world.register, fuse)(**arguments), world)


async def creating_a_superuser(world: World) -> Scene:
    return Scene(lambda fuse: fused(world.create_superuser, fuse)(username=Username("Root"), password=SECRET), world)


async def logging_in(world: World) -> Scene:
    """A try stays counted whatever becomes of it."""
    await sign_up(world)
    world.hasher = StrongerHasher(world.hasher)
    keys = Credentials(Username("Ada"), SECRET)
    device = Device(network=AddressRange("192.0.2.0/24"))
    return Scene(
        lambda fuse: fused(world.log_in, fuse)(credentials=keys, client=CLIENT, device=device),
        world,
        frozenset({"failures"}),
    )


async def authenticating(world: World) -> Scene:
    await sign_up(world)
    token = (await log_in(world)).access_token
    return Scene(lambda fuse: fused(world.authenticate, fuse)(token=token), world)


async def logging_out(world: World) -> Scene:
    caller = await enter(world)
    return Scene(lambda fuse: fused(world.log_out, fuse)(caller=caller), world)


async def ending_a_session(world: World) -> Scene:
    caller = await enter(world)
    other = await world.authenticate(token=(await log_in(world)).access_token)
    return Scene(lambda fuse: fused(world.end_session, fuse)(caller=caller, id=other.session_id), world)


async def ending_all_other_sessions(world: World) -> Scene:
    caller = await enter(world)
    await log_in(world)
    return Scene(lambda fuse: fused(world.end_other_sessions, fuse)(caller=caller), world)


async def revoking(world: World) -> Scene:
    await sign_up(world)
    token = RefreshToken((await log_in(world)).refresh_token)
    await world.refresh(token=token)
    return Scene(lambda fuse: fused(world.revoke_token, fuse)(token=token), world)


async def editing_the_account(world: World) -> Scene:
    caller = await enter(world)
    return Scene(lambda fuse: fused(world.edit_account, fuse)(caller=caller, full_name=FullName("Ada L")), world)


async def deleting_the_account(world: World) -> Scene:
    caller = await enter(world)
    return Scene(lambda fuse: fused(world.delete_account, fuse)(caller=caller, password=SECRET), world)


async def sending_a_code(world: World) -> Scene:
    caller = await enter(world)
    return Scene(lambda fuse: fused(world.send_code, fuse)(caller=caller, email=ADAS, client=CLIENT), world)


async def proving_an_address(world: World) -> Scene:
    """A guess stays spent whatever becomes of it."""
    caller = await enter(world)
    code = await code_for(world, caller)
    return Scene(
        lambda fuse: fused(world.verify_email, fuse)(caller=caller, email=ADAS, code=code, client=CLIENT),
        world,
        frozenset({"guesses"}),
    )


async def changing_the_password(world: World) -> Scene:
    caller = await enter_with_address(world)
    await log_in(world)
    return Scene(
        lambda fuse: fused(world.change_password, fuse)(caller=caller, current=SECRET, new=NEW),
        world,
    )


async def removing_the_address(world: World) -> Scene:
    caller = await enter_with_address(world)
    return Scene(lambda fuse: fused(world.remove_address, fuse)(caller=caller, password=SECRET), world)


async def asking_for_a_new_password(world: World) -> Scene:
    await enter_with_address(world)
    return Scene(lambda fuse: fused(world.send_reset_code, fuse)(email=ADAS, client=CLIENT), world)


async def setting_a_new_password(world: World) -> Scene:
    """A guess stays spent whatever becomes of it."""
    await enter_with_address(world)
    code = await reset_code_for(world)
    return Scene(
        lambda fuse: fused(world.reset_password, fuse)(email=ADAS, code=code, new=NEW, client=CLIENT),
        world,
        frozenset({"guesses"}),
    )


SCENES = [
    *(registering, creating_a_superuser, logging_in, authenticating, logging_out, revoking),
    *(ending_a_session, ending_all_other_sessions),
    *(changing_the_password, removing_the_address, asking_for_a_new_password, setting_a_new_password),
    *(editing_the_account, deleting_the_account, sending_a_code, proving_an_address),
]
