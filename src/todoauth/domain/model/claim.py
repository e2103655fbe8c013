"""What a token says, before anybody looked whether it is still so."""

from dataclasses import dataclass
from datetime import datetime

from todoauth.domain.errors import InvalidToken
from todoauth.domain.model.ids import SessionId, UserId
from todoauth.domain.model.session import Caller


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionClaim:
    """That a user acts in a session.

    Args:
        at: when they do.
    """

    user_id: UserId
    session_id: SessionId
    at: datetime

    def proved_by(self, caller: Caller | None) -> Caller:
        """Return who acts in that session, as it is stored; `None` is one that has ended.

        Raises:
            InvalidToken: it has ended, or lasted too long, or is somebody else's, or its user is closed.
        """
        if caller is None or caller.user_id != self.user_id or not caller.is_admitted(self.at):
            raise InvalidToken
        return caller
