"""The way out for letters."""

from typing import Protocol

from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter


class Mailer(Protocol):
    """Hands letters over to whoever delivers them."""

    async def send(self, letter: Letter, *, id: MailId) -> None:
        """Hand `letter` over. The same `id` twice is the same mail, sent again because the first try may have failed.

        Raises:
            MailNotAccepted: it was offered and not taken; it may be later.
            Unavailable: nobody was there to take it.
        """
        ...
