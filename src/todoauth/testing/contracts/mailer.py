"""What every `Mailer` must do."""

from collections.abc import Callable
from typing import TypeAlias

import pytest

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter
from todoauth.ports.mailer import Mailer
from todoauth.testing.contracts.samples import HOSTILE_LINES, new_id

Received: TypeAlias = Callable[[], str]


def a_letter(text: str, *, subject: str = "Your code") -> Letter:
    return Letter(to=EmailAddress("ada.l@example.org"), subject=subject, text=text)


@pytest.mark.asyncio
class MailerContract:
    """Needs the fixtures `mailer` and `received`: returns, as one text, all that has arrived at the other end."""

    async def test_a_letter_arrives_with_its_recipient_and_subject(self, mailer: Mailer, received: Received) -> None:
        await mailer.send(a_letter("Your code is 012345\n\nKeep it."), id=MailId(new_id()))
        for part in ("ada.l@example.org", "Your code", "Your code is 012345", "Keep it."):
            assert part in received()

    async def test_letters_arrive_in_order(self, mailer: Mailer, received: Received) -> None:
        for text in ("the first", "the second", "the third"):
            await mailer.send(a_letter(text), id=MailId(new_id()))
        arrived = received()
        assert arrived.index("the first") < arrived.index("the second") < arrived.index("the third")

    async def test_every_line_arrives_letter_by_letter(self, mailer: Mailer, received: Received) -> None:
        lines = [text.strip() for text in HOSTILE_LINES]
        await mailer.send(a_letter("\n".join(lines), subject="Grüße 🧹"), id=MailId(new_id()))
        arrived = received()
        assert [line for line in ("Grüße 🧹", *lines) if line not in arrived] == []

    async def test_a_mail_can_be_sent_again(self, mailer: Mailer, received: Received) -> None:
        same = MailId(new_id())
        await mailer.send(a_letter("the first try"), id=same)
        await mailer.send(a_letter("the second try"), id=same)
        assert "the second try" in received()
