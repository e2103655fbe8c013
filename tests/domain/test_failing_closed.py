"""Whatever breaks, at whichever call: nobody gets a token, and nothing is half done."""

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta

import pytest

from tests.domain.acts import BOBS, CLIENT, enter, log_in, sign_up
from tests.domain.fuses import Blown, Fuse, fused
from tests.domain.scenes import SCENES, Act, Scene
from todoauth import (
    InvalidToken,
    RefreshToken,
    Tokens,
    Unavailable,
)
from todoauth.testing.world import World


@pytest.mark.parametrize("failure", [Blown, Unavailable])
@pytest.mark.parametrize("scene", SCENES)
async def test_an_act_that_breaks_changes_nothing(scene: Callable[[World], Awaitable[Scene]], failure: type[Exception]):
    async for fuse in _every_call(failure):
        stage = await scene(World())
        before = stage.kept()
        if await _breaks(stage.act, fuse):
            assert stage.kept() == before


async def _every_call(failure: type[Exception]) -> AsyncIterator[Fuse]:
    """Yield fuses that blow at the first call, at the second … until an act comes through."""
    calls = 0
    while True:
        calls += 1
        fuse = Fuse(calls, failure)
        yield fuse
        if not fuse.is_blown:
            break
    assert calls > 1


async def _breaks(act: Act, fuse: Fuse) -> bool:
    try:
        await act(fuse)
    except (Blown, Unavailable):
        assert fuse.is_blown
        return True
    assert not fuse.is_blown
    return False


async def test_a_refresh_that_breaks_gives_no_token_and_leaves_no_second_leaf():
    async for fuse in _every_call(Blown):
        world = World()
        await sign_up(world)
        tokens = await log_in(world)
        token = RefreshToken(tokens.refresh_token)
        if not await _breaks(lambda fuse: fused(world.refresh, fuse)(token=token), fuse):  # noqa: B023
            continue
        try:
            assert isinstance(await world.refresh(token=token), Tokens)
        except InvalidToken:  # it was spent before the break: then the session is over
            with pytest.raises(InvalidToken):
                await world.authenticate(token=tokens.access_token)


async def test_the_end_of_a_stolen_session_that_breaks_comes_with_the_next_use():
    async for fuse in _every_call(Blown):
        world = World()
        await sign_up(world)
        stolen = RefreshToken((await log_in(world)).refresh_token)
        leaf = await world.refresh(token=stolen)
        try:
            await fused(world.refresh, fuse)(token=stolen)
        except InvalidToken:
            assert not fuse.is_blown
        except Blown:
            with pytest.raises(InvalidToken):
                await world.refresh(token=stolen)
        with pytest.raises(InvalidToken):
            await world.authenticate(token=leaf.access_token)


@pytest.mark.parametrize("failure", [Blown, Unavailable])
async def test_mail_that_is_owed_survives_whatever_breaks(failure: type[Exception]):
    async for fuse in _every_call(failure):
        world = World()
        caller = await enter(world)
        await world.send_code(caller=caller, email=BOBS, client=CLIENT)
        try:
            await fused(world.deliver_mail, fuse)()
        except (Blown, Unavailable, ExceptionGroup):
            assert fuse.is_blown
        world.clock.advance(timedelta(minutes=1))
        await world.deliver_mail()
        code = world.mailbox.code_to(BOBS)
        assert (await world.verify_email(caller=caller, email=BOBS, code=code, client=CLIENT)).is_verified
