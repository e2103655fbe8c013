"""Events, in the log."""

from structlog.testing import capture_logs

from tests.builders import ADA, NOON, a_session
from todoauth import Event, EventKind
from todoauth.adapters.logged_events import log_event


def test_an_event_is_one_line_of_ids_and_times():
    with capture_logs() as lines:
        log_event(Event(kind=EventKind.SESSION_STOLEN, user_id=ADA, session_id=a_session().id, at=NOON))
    assert lines == [
        {
            "event": "security_event",
            "log_level": "warning",
            "kind": "session-stolen",
            "user_id": str(ADA),
            "session_id": str(a_session().id),
            "at": "2026-01-15T12:00:00+00:00",
        }
    ]


def test_an_event_about_nobody_says_so_and_names_no_more_than_it_has():
    with capture_logs() as lines:
        log_event(Event(kind=EventKind.LOG_IN_FAILED, user_id=None, at=NOON))
    (line,) = lines
    assert (line["kind"], line["user_id"]) == ("log-in-failed", None)
    assert not {"session_id", "by", "mail_id"} & line.keys()
