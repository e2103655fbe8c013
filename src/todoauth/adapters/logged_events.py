"""Events, in the log."""

import structlog

from todoauth.domain.model.event import Event

log = structlog.get_logger(__name__)


def log_event(event: Event) -> None:
    """Write a line that machines can find: ids and times, and nothing that anybody typed (ASVS 16.3).

    All of them are warnings, so that no usual level hides any.
    """
    ids = {"session_id": event.session_id, "by": event.by, "mail_id": event.mail_id}
    log.warning(
        "security_event",
        kind=event.kind.value,
        user_id=None if event.user_id is None else str(event.user_id),
        **{name: str(one) for name, one in ids.items() if one is not None},
        at=event.at.isoformat(),
    )
