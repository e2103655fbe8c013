"""A mail server that does not take a mail."""

import asyncio
from contextlib import ExitStack

import pytest

from tests.adapters.smtp.conftest import Mailers
from tests.adapters.smtp.letters import ID, LETTER
from tests.servers.smtp import FOREVER, MailServer, Reply, mail_server
from todoauth import MailNotAccepted
from todoauth.adapters.smtp.mailer import SmtpMailer

COMMANDS = ["MAIL", "RCPT", "DATA"]


async def refused(mailer: SmtpMailer) -> MailNotAccepted:
    with pytest.raises(MailNotAccepted) as refusal:
        await mailer.send(LETTER, id=ID)
    return refusal.value


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(
    ("answer", "permanent"),
    [
        ("421 4.3.2 Shutting down", False),
        ("451 4.7.1 Greylisted, come back later", False),
        ("499 Odd", False),
        ("500 Odd", True),
        ("550 5.1.1 No such user here", True),
        ("554 5.7.1 Spam", True),
    ],
)
async def test_a_refusal_says_what_the_server_said_and_whether_it_is_for_good(
    server: MailServer, mailer: SmtpMailer, command: str, answer: str, permanent: bool
):
    server.replies[command] = Reply(answer)
    refusal = await refused(mailer)
    assert (refusal.answer, refusal.permanent) == (answer, permanent)
    assert server.mails == []


async def test_an_answer_of_several_lines_is_told_whole(server: MailServer, mailer: SmtpMailer):
    server.replies["RCPT"] = Reply("550-5.1.1 No such user\r\n550 5.1.1 Ask your postmaster")
    assert (await refused(mailer)).answer == "550 5.1.1 No such user\n5.1.1 Ask your postmaster"


@pytest.mark.parametrize("command", COMMANDS)
async def test_a_connection_cut_in_the_middle_is_no_acceptance(server: MailServer, mailer: SmtpMailer, command: str):
    server.replies[command] = Reply(cut=True)
    refusal = await refused(mailer)
    assert (refusal.answer, refusal.permanent) == (None, False)


async def test_a_server_that_hangs_is_given_up_on_and_so_is_one_that_is_slow_at_every_step(mailer_to: Mailers):
    behaviours = [{command: Reply(after=FOREVER)} for command in COMMANDS]
    behaviours.append({command: Reply(after=0.8) for command in COMMANDS})
    with ExitStack() as stack:
        servers = [stack.enter_context(mail_server()) for _ in behaviours]
        for server, behaviour in zip(servers, behaviours, strict=True):
            server.replies |= behaviour
        mailers = [mailer_to(server.url(), plaintext=True, timeout=2.0) for server in servers]
        refusals = await asyncio.gather(*map(refused, mailers))
    assert [(refusal.answer, refusal.permanent) for refusal in refusals] == [(None, False)] * 4


@pytest.mark.parametrize("answer", ["nonsense", "25", "", "25O OK", "250" * 20_000])
async def test_an_answer_that_makes_no_sense_is_no_acceptance(server: MailServer, mailer: SmtpMailer, answer: str):
    server.replies["DATA"] = Reply(answer)
    assert not (await refused(mailer)).permanent


async def test_a_mail_cut_after_it_was_taken_is_sent_again_as_the_same(server: MailServer, mailer: SmtpMailer):
    server.replies["DATA"] = Reply(cut=True)
    await refused(mailer)
    del server.replies["DATA"]
    await mailer.send(LETTER, id=ID)
    assert len(server.mails) == 2
    assert len({mail.message["Message-ID"] for mail in server.mails}) == 1


async def test_a_refusal_names_nobody_but_in_its_answer(server: MailServer, mailer: SmtpMailer):
    server.replies["RCPT"] = Reply("550 No such user")
    refusal = await refused(mailer)
    assert refusal.__cause__ is None
    assert refusal.__suppress_context__
    assert str(refusal) == "retry after 0:00:02"
