"""Events, in the log."""

import structlog

from todoauth.domain.model.event import Event

log = structlog.get_logger(__name__)


def log_event(event: Event) -> None:
    """Write a line that machines can find: ids and times, and nothing that anybody typed (ASVS 16.3)."""
    log.warning(
        "security_event",
        kind=event.kind.value,
        user_id=str(event.user_id),
        session_id=str(event.session_id),
        at=event.at.isoformat(),
    )
