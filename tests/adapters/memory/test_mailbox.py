"""What a mailbox knows of its letters."""

import pytest

from todoauth import EmailAddress, Letter, MailId
from todoauth.adapters.memory import Mailbox
from todoauth.testing.contracts.samples import new_id

ADA, BOB = EmailAddress("ada@example.org"), EmailAddress("bob@example.org")


async def mailbox(*letters: tuple[EmailAddress, str]) -> Mailbox:
    box = Mailbox()
    for to, text in letters:
        await box.send(Letter(to=to, subject="", text=text), id=MailId(new_id()))
    return box


async def test_letters_are_found_by_address() -> None:
    box = await mailbox((ADA, "first"), (BOB, "other"), (ADA, "second"))
    assert [letter.text for letter in box.to(EmailAddress("ADA@example.org"))] == ["first", "second"]
    assert box.last_to(ADA).text == "second"


async def test_the_code_is_read_from_the_latest_letter() -> None:
    box = await mailbox((ADA, "Your code is 111111"), (ADA, "Your code is 012345, good for 3 minutes"), (BOB, "222222"))
    assert box.code_to(ADA).text == "012345"


async def test_the_code_for_a_new_password_is_read_from_the_latest_letter() -> None:
    box = await mailbox((ADA, "Your code is ABCDEFGH"), (ADA, "Your code is 23456789\n"))
    assert box.reset_code_to(ADA).text == "23456789"


async def test_there_is_no_letter_to_whom_none_was_sent() -> None:
    with pytest.raises(LookupError, match="no letter"):
        (await mailbox((BOB, "hello"))).last_to(ADA)


async def test_a_letter_without_a_code_holds_none() -> None:
    with pytest.raises(LookupError, match="no such code"):
        (await mailbox((ADA, "Call 0123456789"))).code_to(ADA)
