"""Owed mail, from the outbox to a real server that has its moods."""

from datetime import timedelta

import pytest

from tests.adapters.smtp.conftest import Mailers
from tests.domain.acts import ADAS, BOBS, CODE, CONFIRMED, enter, prove, send
from tests.servers import free_port
from tests.servers.certificates import Certificate
from tests.servers.smtp import MailServer, Reply, mail_server
from todoauth import OneTimeCode, Unavailable
from todoauth.adapters.smtp.mailer import SmtpMailer
from todoauth.testing.world import World

SECOND = timedelta(seconds=1)


@pytest.fixture
def world(mailer: SmtpMailer) -> World:
    """Every use case, with real mail."""
    world = World()
    world.mailer = mailer
    return world


async def wait(world: World, seconds: int) -> None:
    """Let time pass, and deliver what falls due."""
    for _ in range(seconds):
        await world.deliver_mail()
        world.clock.advance(SECOND)


def subjects(server: MailServer, address: str) -> list[str]:
    return [str(mail.message["Subject"]) for mail in server.to(address)]


async def test_a_bad_address_delays_nobody_and_is_given_up(world: World, server: MailServer):
    server.replies["RCPT ada@example.org"] = Reply("550 5.1.1 No such user")
    await send(world, await enter(world, "Ada"), ADAS)
    await send(world, await enter(world, "Bob"), BOBS)
    await wait(world, 120)
    server.replies.clear()
    await wait(world, 120)
    assert (subjects(server, "bob@example.org"), subjects(server, "ada@example.org")) == ([CODE], [])
    assert server.connections == 1 + 5


async def test_the_code_that_arrives_after_refusals_is_the_one_that_counts(world: World, server: MailServer):
    caller = await enter(world)
    await send(world, caller)
    server.replies["DATA"] = Reply("451 4.7.1 Greylisted")
    await wait(world, 10)
    server.replies.clear()
    await wait(world, 10)
    (mail,) = server.to("ada@example.org")
    code = mail.part("plain").split()[3]
    assert code in mail.part("html")
    assert (await world.verify_email(caller=caller, email=ADAS, code=OneTimeCode(code), client="a test")).is_verified


async def test_what_was_cut_may_come_twice_as_the_same_mail_but_is_never_lost(world: World, server: MailServer):
    await send(world, await enter(world))
    server.replies["DATA"] = Reply(cut=True)
    await wait(world, 2)
    server.replies.clear()
    await wait(world, 60)
    arrived = server.to("ada@example.org")
    assert len(arrived) == 3
    assert len({mail.message["Message-ID"] for mail in arrived}) == 1
    await wait(world, 60)
    assert server.to("ada@example.org") == arrived


async def test_a_server_that_is_away_for_a_day_gets_every_mail_when_it_is_back(right: Certificate, mailer_to: Mailers):
    world, port = World(), free_port()
    await prove(world, await enter(world))
    world.mailer = mailer_to(f"smtp://127.0.0.1:{port}")
    for _ in range(24):
        with pytest.raises(Unavailable):
            await world.deliver_mail()
        world.clock.advance(timedelta(hours=1))
    with mail_server(certificate=right, port=port) as back:
        await wait(world, 2)
    assert subjects(back, "ada@example.org") == [CONFIRMED]
