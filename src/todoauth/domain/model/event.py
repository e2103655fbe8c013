"""What happens to accounts that somebody should be able to read about later. No event holds a secret."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from todoauth.domain.model.ids import SessionId, UserId


class EventKind(StrEnum):
    """What happened."""

    SESSION_STOLEN = "session-stolen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What happened to whom, and when."""

    kind: EventKind
    user_id: UserId
    session_id: SessionId
    at: datetime
