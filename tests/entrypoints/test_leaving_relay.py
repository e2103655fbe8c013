"""What becomes of the mail in hand when its relay is told to stop."""

import asyncio
from dataclasses import replace

import pytest

from todoauth import EmailAddress, Password, Username
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter
from todoauth.entrypoints.relay import Relay
from todoauth.ports.mailer import Mailer
from todoauth.testing.world import World


class SlowMailer(Mailer):
    """Says when it is handed a letter, and takes it when it is told to."""

    def __init__(self) -> None:
        self.is_handed = asyncio.Event()
        self.may_take = asyncio.Event()
        self.taken = list[Letter]()

    async def send(self, letter: Letter, *, id: MailId) -> None:
        self.is_handed.set()
        await self.may_take.wait()
        self.taken.append(letter)


async def relaying(world: World, mailer: Mailer, patience: float) -> "asyncio.Task[None]":
    """A relay that goes on, with a mail to deliver."""
    await world.register(
        username=Username("ada"),
        password=Password("a password of many words"),
        email=EmailAddress("ada@example.org"),
        client="203.0.113.7",
    )
    relay = Relay(deliver=replace(world.deliver_mail, mailer=mailer), purge=world.purge, patience=patience)
    return asyncio.create_task(relay())


async def test_a_mail_in_hand_is_delivered_and_struck_out_before_the_relay_ends():
    world, mailer = World(), SlowMailer()
    relay = await relaying(world, mailer, patience=60)
    await mailer.is_handed.wait()
    relay.cancel()
    mailer.may_take.set()
    with pytest.raises(asyncio.CancelledError):
        await relay
    assert len(mailer.taken) == 1
    world.clock.advance(world.deliver_mail.lease * 2)
    assert await world.deliver_mail() == 0


async def test_a_mail_that_takes_too_long_is_left_to_the_next_taker():
    world, mailer = World(), SlowMailer()
    relay = await relaying(world, mailer, patience=0.01)
    await mailer.is_handed.wait()
    relay.cancel()
    with pytest.raises(asyncio.CancelledError):
        await relay
    assert mailer.taken == []
    world.clock.advance(world.deliver_mail.lease * 2)
    assert await world.deliver_mail() == 1
