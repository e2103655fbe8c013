"""Names for the identities, so that a user's id is never taken for a todo's."""

from typing import NewType
from uuid import UUID

UserId = NewType("UserId", UUID)
SessionId = NewType("SessionId", UUID)
TodoId = NewType("TodoId", UUID)
CleaningId = NewType("CleaningId", UUID)
MailId = NewType("MailId", UUID)
