"""What clients send."""

from typing import Annotated, TypeAlias

from pydantic import ValidationInfo, field_validator

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.cleaning import CleaningName, CleaningType, Description, Price
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.one_time_code import OneTimeCode, ResetCode
from todoauth.domain.model.password import Password
from todoauth.domain.model.todo import TodoContent
from todoauth.domain.model.unset import Maybe
from todoauth.domain.model.user import FullName
from todoauth.domain.model.username import Username
from todoauth.entrypoints.http.fields import Parsed, Strict, absent, boolean, choice, or_null, string, text

_address = text(EmailAddress, format="email")
_secret = text(Password, format="password")
_full_name = or_null(text(FullName))
_description = or_null(text(Description))
_code = Parsed(OneTimeCode.parse, {"type": "string", "pattern": r"^[0-9]{6}$"})
_reset_code = Parsed(ResetCode.parse, {"type": "string", "pattern": r"^[2-9A-HJ-NP-Za-hj-np-z]{8}$"})
_price = Parsed(
    Price.parse,
    {
        "anyOf": [
            {"type": "number", "minimum": 0, "maximum": 99999999.99, "multipleOf": 0.01},
            {"type": "string", "pattern": r"^[0-9]{1,8}(\.[0-9]{1,2})?$"},
        ]
    },
)

Address: TypeAlias = Annotated[EmailAddress, _address]
Secret: TypeAlias = Annotated[Password, _secret]


class Registration(Strict):
    """A newcomer."""

    username: Annotated[Username, text(Username)]
    password: Secret
    password_confirmation: Annotated[Password | None, or_null(_secret)] = None
    email: Annotated[EmailAddress | None, or_null(_address)] = None
    full_name: Annotated[FullName | None, _full_name] = None

    @field_validator("password_confirmation")
    @classmethod
    def _repeats_the_password(cls, again: Password | None, info: ValidationInfo) -> Password | None:
        if again is not None and again != info.data.get("password", again):
            raise InvalidValue("does not repeat the password")
        return again


class LogInForm(Strict):
    """A name, or a proved address, and a password. Whatever nobody can have is wrong, not invalid."""

    username: Annotated[str, string]
    password: Annotated[str, string]


class AccountChanges(Strict):
    """What changes of an account. What is not there stays; a full name of null is none."""

    username: Annotated[Maybe[Username], text(Username)] = absent()
    full_name: Annotated[Maybe[FullName | None], _full_name] = absent()


class Confirmation(Strict):
    """The proof that it is the owner who wants something that is not undone."""

    password: Secret


class Administration(Strict):
    """What changes of somebody else's account. What is not there stays."""

    is_active: Annotated[Maybe[bool], boolean] = absent()
    is_superuser: Annotated[Maybe[bool], boolean] = absent()


class CodeRequest(Strict):
    """The address that a code is to be mailed to."""

    email: Address


class Guess(Strict):
    """A code, and the address that it was mailed to."""

    email: Address
    otp: Annotated[OneTimeCode, _code]


class PasswordChange(Strict):
    """The password that is, and the one that is to be."""

    current_password: Secret
    new_password: Secret


class PasswordReset(Strict):
    """A code, the address that it was mailed to, and the password that is to be."""

    email: Address
    code: Annotated[ResetCode, _reset_code]
    new_password: Secret


class NewTodo(Strict):
    """A todo, whole. What is not there has its default."""

    content: Annotated[TodoContent, text(TodoContent)]
    is_done: Annotated[bool, boolean] = False


class TodoChanges(Strict):
    """What changes of a todo. What is not there stays."""

    content: Annotated[Maybe[TodoContent], text(TodoContent)] = absent()
    is_done: Annotated[Maybe[bool], boolean] = absent()


class NewCleaning(Strict):
    """A cleaning, whole. What is not there has its default."""

    name: Annotated[CleaningName, text(CleaningName)]
    price: Annotated[Price, _price]
    description: Annotated[Description | None, _description] = None
    cleaning_type: Annotated[CleaningType, choice(CleaningType)] = CleaningType.SPOT_CLEAN


class CleaningChanges(Strict):
    """What changes of a cleaning. What is not there stays; a description of null is none."""

    name: Annotated[Maybe[CleaningName], text(CleaningName)] = absent()
    price: Annotated[Maybe[Price], _price] = absent()
    description: Annotated[Maybe[Description | None], _description] = absent()
    cleaning_type: Annotated[Maybe[CleaningType], choice(CleaningType)] = absent()
