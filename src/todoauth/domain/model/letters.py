"""What letters say. None of them holds anything that a stranger typed."""

from datetime import timedelta

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.mail import Letter
from todoauth.domain.model.one_time_code import OneTimeCode, ResetCode


def code_letter(to: EmailAddress, code: OneTimeCode, *, lifetime: timedelta) -> Letter:
    """Return the letter that carries a code."""
    return Letter(
        to=to,
        subject="Your code",
        text=f"Your code is {code.text}\n\nIt is good for {_minutes(lifetime)} and for one use. "
        "If you did not ask for it, somebody typed your address by mistake: nothing more will happen.\n",
    )


def address_proved_letter(to: EmailAddress) -> Letter:
    """Return the letter that confirms a proved address."""
    return Letter(
        to=to,
        subject="Your address is confirmed",
        text="This address now belongs to your account: you can log in with it.\n",
    )


def address_tried_letter(to: EmailAddress) -> Letter:
    """Return the letter to the holder of an address that somebody else tried to prove."""
    return Letter(
        to=to,
        subject="Somebody tried to use your address",
        text="Somebody asked for a code to add this address to another account. They got none, and your account is "
        "unchanged. If it was you, log in to the account that holds this address.\n",
    )


def address_replaced_letter(to: EmailAddress) -> Letter:
    """Return the letter to an address in whose place the user has proved another."""
    return Letter(
        to=to,
        subject="Your address was changed",
        text="Your account has another address now, so this one no longer belongs to it: you cannot log in with it, "
        "and codes to it are worth nothing. If it was not you, log in with your name, and change your password.\n",
    )


def address_removed_letter(to: EmailAddress) -> Letter:
    """Return the letter to an address that the user has removed."""
    return Letter(
        to=to,
        subject="Your address was removed",
        text="This address no longer belongs to your account: you cannot log in with it, and a forgotten password "
        "cannot be set anew. If it was not you, log in with your name, change your password, and add the "
        "address again.\n",
    )


def reset_letter(to: EmailAddress, code: ResetCode, *, lifetime: timedelta) -> Letter:
    """Return the letter that carries a code to set a new password with."""
    return Letter(
        to=to,
        subject="Set a new password",
        text=f"Your code is {code.text}\n\nWith it you can set a new password, once, within {_minutes(lifetime)}. "
        "Give it to nobody. If you did not ask for it, you need not do anything: your password is unchanged.\n",
    )


def password_changed_letter(to: EmailAddress) -> Letter:
    """Return the letter that tells of a new password."""
    return Letter(
        to=to,
        subject="Your password was changed",
        text="Your account has a new password, and was logged out wherever the old one had logged in. "
        "If it was not you, ask for a code to this address and set another one at once.\n",
    )


def password_tried_letter(to: EmailAddress) -> Letter:
    """Return the letter that tells of too many wrong passwords."""
    return Letter(
        to=to,
        subject="Somebody tries to guess your password",
        text="So many wrong passwords were given for your account in a row that the right one opens it only from "
        "places where you logged in before. From elsewhere nobody can go on guessing. Once you log in from such a "
        "place, or ask for a code to this address and set a new password, all is as it was.\n",
    )


def session_stolen_letter(to: EmailAddress) -> Letter:
    """Return the letter that tells of a session that was ended because two had its key."""
    return Letter(
        to=to,
        subject="One of your sessions was ended",
        text="A key that works only once was used twice, as happens when somebody has copied it. We ended the session "
        "that it belonged to, so neither of the two is logged in there any more. Look through your other sessions, and "
        "if you do not know why this happened, change your password.\n",
    )


def _minutes(span: timedelta) -> str:
    minutes = max(1, round(span / timedelta(minutes=1)))
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
