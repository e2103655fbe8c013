"""Mail for development: it appears where the service was started."""

import sys
from typing import TextIO

from todoauth.domain.errors import MailNotAccepted
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter
from todoauth.ports.mailer import Mailer


class ConsoleMailer(Mailer):
    """Writes letters out for whoever watches.

    Args:
        sender: whom the letters come from.
        out: where they go; standard output, if not said.
    """

    def __init__(self, sender: EmailAddress, out: TextIO | None = None) -> None:
        self._sender = sender
        self._out = out or sys.stdout

    async def send(self, letter: Letter, *, id: MailId) -> None:
        """Write `letter`, in one piece.

        Raises:
            MailNotAccepted: nobody reads any more, or not in these characters.
        """
        head = (f"From: {self._sender}", f"To: {letter.to}", f"Subject: {letter.subject}", f"Id: {id}")
        lines = "\n".join(f"  | {line}".rstrip() for line in (*head, "", *letter.text.splitlines()))
        try:
            self._out.write(f"\n  A mail:\n{lines}\n\n")
            self._out.flush()
        except (OSError, ValueError) as error:
            raise MailNotAccepted from error
