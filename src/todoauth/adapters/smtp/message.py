"""Letters as mail servers take them (RFC 5322)."""

from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from html import escape
from importlib.resources import files
from string import Template
from typing import Final

from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import MailId
from todoauth.domain.model.mail import Letter

_FOLDER: Final = files("todoauth.adapters.smtp") / "templates"
_TEXT: Final = Template(_FOLDER.joinpath("letter.txt").read_text("utf-8"))
_HTML: Final = Template(_FOLDER.joinpath("letter.html").read_text("utf-8"))
_SEVEN_BITS: Final = SMTP.clone(cte_type="7bit")  # no server needs an extension for it


def compose(letter: Letter, *, id: MailId, sender: EmailAddress, at: datetime) -> bytes:
    """Return `letter` in plain text and in HTML. The same `id` is the same `Message-ID`, however often it is sent.

    Raises:
        ValueError: the subject holds a line break, or a text holds what is no text.
    """
    message = EmailMessage(policy=_SEVEN_BITS)
    message["Message-ID"] = f"<{id}@{mailbox(sender).domain}>"
    message["Date"] = at
    message["From"] = mailbox(sender)
    message["To"] = mailbox(letter.to)
    message["Subject"] = letter.subject.strip()  # a line break is refused anywhere but at the end
    message["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's absence note comes back
    message.set_content(_TEXT.substitute(text=letter.text))
    message.add_alternative(_HTML.substitute(subject=escape(letter.subject), text=_html(letter.text)), subtype="html")
    return message.as_bytes()


def mailbox(address: EmailAddress) -> Address:
    """Return an address as every server understands it: as it was typed, but for an international domain."""
    return Address(username=address.text.rpartition("@")[0], domain=address.canonical.rpartition("@")[2])


def _html(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>\n")
