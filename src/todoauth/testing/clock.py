"""Time that passes when you say so."""

from datetime import UTC, datetime, timedelta


class HandWoundClock:
    """A clock that stands still until it is wound.

    Args:
        at: the time it shows, aware, in UTC.
    """

    def __init__(self, at: datetime = datetime(2026, 1, 1, 12, tzinfo=UTC)) -> None:
        self._at = at

    def __call__(self) -> datetime:
        """Fulfil `Clock`."""
        return self._at

    def advance(self, by: timedelta) -> None:
        """Let time pass; a negative time turns it back."""
        self._at += by
