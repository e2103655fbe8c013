"""Mailers that are hard to please."""

from dataclasses import dataclass, field

from todoauth import EmailAddress, Letter, Mailer, MailId, MailNotAccepted

GONE = MailNotAccepted(answer="550 5.1.1 No such user", permanent=True)


@dataclass
class PickyMailer(Mailer):
    """Fails for some, and sends to the others by way of `mailbox`."""

    mailbox: Mailer
    failures: dict[EmailAddress, Exception]
    offered: list[EmailAddress] = field(default_factory=list)

    async def send(self, letter: Letter, *, id: MailId) -> None:
        self.offered.append(letter.to)
        if failure := self.failures.get(letter.to):
            raise failure
        await self.mailbox.send(letter, id=id)
