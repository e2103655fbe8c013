"""A letter, and the two ends of its way."""

from uuid import UUID

from todoauth import EmailAddress, Letter, MailId

SENDER, ADA = EmailAddress("Todo@Example.net"), EmailAddress("Ada.L@Example.org")
ID = MailId(UUID(int=7))
LETTER = Letter(to=ADA, subject="Your code", text="Your code is 012345\n\nIt is good for 3 minutes.\n")
