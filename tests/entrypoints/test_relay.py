"""The loop that delivers, with a real mail server that has its moods."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from datetime import timedelta

from tests.builders import NOON
from tests.domain.acts import ADAS, BOBS, log_in, sign_up
from tests.servers.smtp import FOREVER, MailServer, Reply, mail_server
from todoauth import EmailAddress
from todoauth.adapters.memory import MemoryDatabase
from todoauth.adapters.smtp.mailer import SmtpMailer
from todoauth.adapters.smtp.server import SmtpServer
from todoauth.entrypoints.relay import Relay
from todoauth.testing.world import World

CAROLS, SENDER = EmailAddress("carol@example.org"), EmailAddress("todoauth@example.net")
SECONDS_TO_WAIT = 60


def world_with(server: MailServer) -> World:
    """Every use case, with real mail that is never given up for its slowness."""
    world = World()
    address = SmtpServer.at(server.url(), plaintext=True)
    world.mailer = SmtpMailer(address, SENDER, now=lambda: NOON, timeout=FOREVER)
    return world


@asynccontextmanager
async def meanwhile(relay: Relay) -> AsyncIterator[None]:
    task = asyncio.ensure_future(relay())
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def wait_until(holds: Callable[[], bool]) -> None:
    async with asyncio.timeout(SECONDS_TO_WAIT):
        while not holds():  # noqa: ASYNC110 - the server, in a thread of its own, wakes nobody here
            await asyncio.sleep(0.01)


async def test_one_bad_address_and_a_slow_one_delay_nobody_else():
    with mail_server() as server:
        server.replies["RCPT ada@example.org"] = Reply("550 5.1.1 No such user")
        server.replies["RCPT carol@example.org"] = Reply(after=FOREVER)
        world = world_with(server)
        async with meanwhile(Relay(deliver=world.deliver_mail, purge=world.purge, pause=0.01, patience=0)):
            await sign_up(world, "Ada", email=ADAS)
            await sign_up(world, "Carol", email=CAROLS)
            await wait_until(lambda: server.connections == 2)
            await sign_up(world, "Bob", email=BOBS)
            await wait_until(lambda: bool(server.to("bob@example.org")))
        assert {mail.to for mail in server.mails} == {"bob@example.org"}


async def test_a_purge_goes_on_for_as_long_as_its_batches_are_full():
    world = World()
    await sign_up(world)
    for number in range(5):
        await log_in(world, client=f"192.0.2.{number}")
    world.clock.advance(timedelta(days=45))
    relay = Relay(deliver=world.deliver_mail, purge=replace(world.purge, at_most=2), purge_pause=FOREVER)
    async with meanwhile(relay):
        await wait_until(lambda: sessions_in(world) == 0)


def sessions_in(world: World) -> int:
    assert isinstance(world.database, MemoryDatabase)
    return len(world.database._tables.sessions.rows)
