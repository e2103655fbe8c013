"""What somebody logs in with."""

from dataclasses import dataclass
from typing import Self

from todoauth.domain.errors import InvalidValue, WrongCredentials
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.password import Password
from todoauth.domain.model.username import Username


@dataclass(frozen=True, slots=True)
class Credentials:
    """A username or a proved address, and a password."""

    login: Username | EmailAddress
    password: Password

    @classmethod
    def parse(cls, login: object, password: object) -> Self:
        """Read what somebody typed: an address if it has an `@`, a username otherwise.

        Raises:
            WrongCredentials: nobody can have that name or that password. Which of them is not told.
        """
        is_address = "@" in login if isinstance(login, str) else isinstance(login, EmailAddress)
        try:
            known_by = EmailAddress.parse(login) if is_address else Username.parse(login)
            return cls(known_by, Password.parse(password))
        except InvalidValue:
            raise WrongCredentials from None
