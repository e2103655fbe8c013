"""The way to a mail server that takes mail."""

import asyncio
from dataclasses import replace

import pytest

from tests.adapters.smtp.conftest import Mailers
from tests.adapters.smtp.letters import ID, LETTER
from tests.servers.certificates import Certificate
from tests.servers.smtp import FOREVER, MailServer, Reply, mail_server
from todoauth import EmailAddress, MailNotAccepted
from todoauth.adapters.smtp.mailer import SmtpMailer

USERS = {"ada@example.org": "p:/@% żółw"}
ADAS = "ada%40example.org:p%3A%2F%40%25%20%C5%BC%C3%B3%C5%82w"


async def test_mail_goes_out_encrypted_and_says_whom_it_is_from(server: MailServer, mailer: SmtpMailer):
    await mailer.send(LETTER, id=ID)
    (mail,) = server.mails
    assert (mail.sender, mail.to, mail.host) == ("Todo@example.net", "Ada.L@example.org", "example.net")
    assert (mail.encrypted, mail.user) == (True, None)
    assert mail.message["Message-ID"] == "<00000000-0000-0000-0000-000000000007@example.net>"


async def test_encryption_can_come_first(right: Certificate, mailer_to: Mailers):
    with mail_server(certificate=right, encrypted=True, users=USERS) as server:
        await mailer_to(server.url(scheme="smtps", user=ADAS)).send(LETTER, id=ID)
    assert [(mail.encrypted, mail.user) for mail in server.mails] == [(True, "ada@example.org")]


async def test_name_and_password_are_told_under_encryption(right: Certificate, mailer_to: Mailers):
    with mail_server(certificate=right, users=USERS) as server:
        await mailer_to(server.url(user=ADAS)).send(LETTER, id=ID)
    assert [(mail.encrypted, mail.user) for mail in server.mails] == [(True, "ada@example.org")]


async def test_plaintext_goes_to_a_server_without_encryption_if_it_may(mailer_to: Mailers):
    with mail_server(users=USERS) as server:
        await mailer_to(server.url(user=ADAS), plaintext=True).send(LETTER, id=ID)
    assert [(mail.encrypted, mail.user) for mail in server.mails] == [(False, "ada@example.org")]


async def test_what_may_go_in_plaintext_goes_encrypted_where_that_is_offered(server: MailServer, mailer_to: Mailers):
    await mailer_to(server.url(), plaintext=True).send(LETTER, id=ID)
    assert [mail.encrypted for mail in server.mails] == [True]


async def test_an_international_domain_needs_nothing_of_the_server(server: MailServer, mailer: SmtpMailer):
    await mailer.send(replace(LETTER, to=EmailAddress("Ada@bücher.example")), id=ID)
    assert [mail.to for mail in server.mails] == ["Ada@xn--bcher-kva.example"]


async def test_lines_that_look_like_commands_arrive_as_lines(server: MailServer, mailer: SmtpMailer):
    text = ".\r\nQUIT\n.\nRCPT TO:<eve@example.org>\r..\n"
    await mailer.send(replace(LETTER, text=text), id=ID)
    assert [mail.to for mail in server.mails] == ["Ada.L@example.org"]
    assert server.mails[0].part("plain").splitlines()[:5] == text.splitlines()


async def test_mails_are_sent_side_by_side(server: MailServer, mailer: SmtpMailer):
    server.replies["RCPT slow@example.org"] = Reply(after=FOREVER)
    slow = asyncio.create_task(mailer.send(replace(LETTER, to=EmailAddress("slow@example.org")), id=ID))
    await asyncio.gather(*(mailer.send(LETTER, id=ID) for _ in range(5)))
    assert not slow.done()
    assert len(server.mails) == 5
    slow.cancel()
    with pytest.raises(asyncio.CancelledError):
        await slow


@pytest.mark.parametrize("goodbye", [Reply("421 Not now"), Reply(cut=True), Reply(after=FOREVER), Reply("gibberish")])
async def test_what_was_taken_was_taken_whatever_the_goodbye(server: MailServer, mailer: SmtpMailer, goodbye: Reply):
    server.replies["QUIT"] = goodbye
    await mailer.send(LETTER, id=ID)
    assert len(server.mails) == 1


async def test_a_letter_that_cannot_be_written_is_refused_for_good_and_does_not_show(
    server: MailServer, mailer: SmtpMailer
):
    with pytest.raises(MailNotAccepted) as refusal:
        await mailer.send(replace(LETTER, text="Your code is 012345 \ud800"), id=ID)
    assert refusal.value.permanent
    assert refusal.value.__cause__ is None
    assert refusal.value.__suppress_context__
    assert server.connections == 0
