"""An address belongs to whoever proves it."""

from datetime import timedelta

import pytest

from tests.domain.acts import ADAS, CLIENT, code_for, enter, guesses_today, log_in, prove, the_user
from todoauth import (
    EmailAddress,
    EmailTaken,
    WrongCredentials,
)
from todoauth.testing.world import World


async def test_an_address_belongs_to_whoever_proves_it_first(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    adas_code = await code_for(world, ada, ADAS)
    world.clock.advance(timedelta(seconds=30))
    bobs_code = await code_for(world, bob, ADAS)
    await world.verify_email(caller=bob, email=ADAS, code=bobs_code, client=CLIENT)
    with pytest.raises(EmailTaken):
        await world.verify_email(caller=ada, email=ADAS, code=adas_code, client=CLIENT)
    assert (await the_user(world, ada)).email is None
    assert (await the_user(world, bob)).email == ADAS
    assert await guesses_today(world, ada) == 1
    await world.deliver_mail()
    assert [letter.subject for letter in world.mailbox.letters].count("Your address is confirmed") == 1


async def test_a_proved_address_moves_to_the_next_that_is_proved(world: World):
    ada, bob = await enter(world, "Ada"), await enter(world, "Bob")
    new = EmailAddress("countess@example.org")
    await prove(world, ada, ADAS)
    assert (await prove(world, ada, new)).email == new
    with pytest.raises(WrongCredentials):
        await log_in(world, ADAS.text)
    assert (await log_in(world, new.text)).username == "Ada"
    world.clock.advance(timedelta(minutes=10))
    assert (await prove(world, bob, ADAS)).email == ADAS
