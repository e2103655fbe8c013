"""Mail that stays here."""

import re

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter
from todoauth.domain.model.one_time_code import OneTimeCode, ResetCode
from todoauth.ports.mailer import Mailer

_CODE = re.compile(rf"\b[0-9]{{{OneTimeCode.DIGITS}}}\b")
_RESET_CODE = re.compile(rf"\b[{ResetCode.SYMBOLS}]{{{ResetCode.LENGTH}}}\b")


class Mailbox(Mailer):
    """Keeps every letter, in the order of sending, in `letters`."""

    def __init__(self) -> None:
        self.letters: list[Letter] = []

    async def send(self, letter: Letter, *, id: MailId) -> None:  # noqa: ARG002 – each try is a letter of its own
        self.letters.append(letter)

    def to(self, address: EmailAddress) -> list[Letter]:
        """Return the letters to that address."""
        return [letter for letter in self.letters if letter.to == address]

    def last_to(self, address: EmailAddress) -> Letter:
        """Return the latest letter to that address.

        Raises:
            LookupError: there is none.
        """
        letters = self.to(address)
        if not letters:
            raise LookupError("no letter went to that address")
        return letters[-1]

    def code_to(self, address: EmailAddress) -> OneTimeCode:
        """Return the code in the latest letter to that address.

        Raises:
            LookupError: there is no such letter, or no code in it.
        """
        return OneTimeCode(self._in_last_to(address, _CODE))

    def reset_code_to(self, address: EmailAddress) -> ResetCode:
        """Return the code for a new password in the latest letter to that address.

        Raises:
            LookupError: there is no such letter, or no such code in it.
        """
        return ResetCode(self._in_last_to(address, _RESET_CODE))

    def _in_last_to(self, address: EmailAddress, code: re.Pattern[str]) -> str:
        found = code.search(self.last_to(address).text)
        if found is None:
            raise LookupError("the latest letter to that address holds no such code")
        return found[0]
