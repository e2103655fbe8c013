"""Whatever is far too long is refused for its length alone, so no text can be made to take long to judge."""

from collections.abc import Callable

import pytest

from todoauth import (
    CleaningName,
    Credentials,
    Cursor,
    Description,
    EmailAddress,
    FullName,
    InvalidToken,
    InvalidValue,
    OneTimeCode,
    Password,
    Price,
    RefreshToken,
    SearchText,
    TodoAuthError,
    TodoContent,
    Username,
    WrongCredentials,
)

LONG = 1_000_000
# Each has been quadratic or worse for somebody: sorted marks, nested repetition, host names, digits, case folding.
ADVERSARIAL = {
    "marks": "\u0301\u0323" * (LONG // 2),
    "dots": "a." * (LONG // 2) + "@",
    "ats": "@" * LONG,
    "labels": "a@" + "ü" * LONG,
    "digits": "1" * LONG,
    "folding": "\ufdfa" * LONG,
    "spaces": " " * LONG,
    "controls": "\x00" * LONG,
}
PARSED: list[Callable[[object], object]] = [
    *(Username.parse, EmailAddress.parse, Password.parse, FullName.parse, SearchText.parse),
    *(TodoContent.parse, CleaningName.parse, Description.parse),
]
MADE: list[Callable[[str], object]] = [
    *(Username, EmailAddress, Password, FullName, SearchText, TodoContent, CleaningName, Description)
]


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL)
@pytest.mark.parametrize("read", [*PARSED, *MADE])
def test_length_is_judged_first(read: Callable[[str], object], text: str):
    with pytest.raises(InvalidValue, match=r"must have at most \d+ characters"):
        read(text)


@pytest.mark.parametrize("text", ADVERSARIAL.values(), ids=ADVERSARIAL)
@pytest.mark.parametrize(
    ("read", "refusal"),
    [
        (OneTimeCode.parse, InvalidValue),
        (Price.parse, InvalidValue),
        (Cursor.parse, InvalidValue),
        (RefreshToken, InvalidToken),
        (lambda text: Credentials.parse(text, text), WrongCredentials),
    ],
)
def test_what_has_one_length_only_is_refused_at_any_other(
    read: Callable[[str], object], refusal: type[TodoAuthError], text: str
):
    with pytest.raises(refusal):
        read(text)
