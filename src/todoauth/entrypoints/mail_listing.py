"""Owed mail as those who run the service read it, or their scripts."""

import json
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from todoauth.domain.model.mail import OwedMail
from todoauth.domain.model.text import readable

_HEADS = ("ID", "KIND", "TO", "OWED SINCE", "TRIES", "NEXT TRY", "LAST ANSWER")


def as_table(mails: Sequence[OwedMail]) -> str:
    """Return a line for each mail, under a line of heads. What a mail server said cannot move the cursor."""
    rows = [_HEADS, *map(_cells, mails)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "".join(_line(row, widths) for row in rows)


def as_json_lines(mails: Iterable[OwedMail]) -> str:
    """Return a JSON object for each mail, on a line of its own and in ASCII.

    `user_id` is null where the mail goes to whoever holds the address by then, `next_try` when the mail is dead,
    `last_answer` when no mail server ever said anything.
    """
    return "".join(json.dumps(_members(mail)) + "\n" for mail in mails)


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() + "\n"


def _cells(mail: OwedMail) -> tuple[str, ...]:
    return (
        str(mail.id),
        mail.kind.value,
        mail.email.text,
        _time(mail.owed_at),
        str(mail.attempts),
        "never: dead" if mail.is_dead else _time(mail.not_before),
        # Cleaned when it was kept; but a terminal obeys, so that is not trusted.
        readable(mail.answer or "-"),
    )


def _members(mail: OwedMail) -> dict[str, object]:
    return {
        "id": str(mail.id),
        "kind": mail.kind.value,
        "user_id": None if mail.user_id is None else str(mail.user_id),
        "email": mail.email.text,
        "owed_since": _time(mail.owed_at),
        "attempts": mail.attempts,
        "is_dead": mail.is_dead,
        "next_try": None if mail.is_dead else _time(mail.not_before),
        "last_answer": mail.answer,
    }


def _time(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
