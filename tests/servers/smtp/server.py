"""What is told to a mail server, and what comes of it."""

import re
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

FOREVER = 3600.0
TAKEN = "250 OK"


@dataclass(frozen=True, slots=True)
class Reply:
    """What the server answers, after so many seconds, and once it may; or it cuts the connection instead."""

    answer: str = TAKEN
    after: float = 0.0
    once: threading.Event | None = None
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Mail:
    """A mail that arrived, and how."""

    sender: str
    to: str
    raw: bytes
    host: str
    user: str | None
    encrypted: bool

    @property
    def message(self) -> EmailMessage:
        """The mail as its reader sees it."""
        return message_from_bytes(self.raw, policy=default)

    @property
    def code(self) -> str:
        """The one-time code that it brings."""
        found = re.search(r"Your code is (\d{6})", self.part("plain"))
        assert found is not None
        return found[1]

    def part(self, kind: str) -> str:
        """The text of the alternative that is `plain` or `html`."""
        body = self.message.get_body((kind,))
        assert body is not None
        return str(body.get_content())


@dataclass(slots=True)
class MailServer:
    """A server on this machine.

    `replies` says how it answers a command: `CONNECT`, `EHLO`, `MAIL`, `RCPT`, `DATA` or `QUIT`; or one recipient:
    `RCPT ada@example.org`. Change it at any time. Mail that it has taken is in `mails`, even if it never said so.
    """

    port: int
    users: Mapping[str, str]
    replies: dict[str, Reply] = field(default_factory=dict)
    mails: list[Mail] = field(default_factory=list)
    connections: int = 0

    def url(self, *, scheme: str = "smtp", user: str = "") -> str:
        """Where it is; `user` is a name, a colon and a password."""
        return f"{scheme}://{user}{'@' if user else ''}127.0.0.1:{self.port}"

    def to(self, address: str) -> list[Mail]:
        """The mails that arrived for that address."""
        return [mail for mail in self.mails if mail.to == address]
