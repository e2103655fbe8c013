"""What the service says about itself: one JSON object a line for machines, or lines for people."""

import json
import logging
import sys
import traceback
from collections.abc import Mapping
from functools import partial
from types import NoneType
from typing import Any, TextIO, cast

import msgspec
import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from todoauth.adapters.system import system_clock
from todoauth.domain.errors import TodoAuthError
from todoauth.entrypoints.request_id import current_request

_TELLABLE = (OSError, TodoAuthError)
_DEEPEST_CAUSE = 8
_JSON = json.JSONEncoder(default=repr, separators=(",", ":"))
_PLAIN = frozenset((str, int, float, bool, NoneType))


def _stamped(logger: Any, method: str, event: EventDict) -> EventDict:  # Any: ours, or one of the standard library
    """Say when, how bad, who, and in which request: in one step, because there is a line for every request."""
    if (request_id := current_request.get()) is not None:
        event["request_id"] = request_id
    event["level"] = method
    event["logger"] = event.get("_record", logger).name
    event["timestamp"] = msgspec.to_builtins(system_clock())  # RFC 3339, with `Z`
    return event


def configure_logs(*, machine: bool, level: str, out: TextIO | None = None) -> None:
    """Send all that is logged, through structlog or the standard library, to one place in one form.

    Args:
        machine: whether to write a JSON object a line, and nothing of an exception that may quote what somebody
            typed; lines for people otherwise (ASVS 16.2.4, 16.2.5, 16.4.1).
        level: `debug`, `info`, `warning` or `error`, for what is ours; libraries say warnings and errors.
        out: where to; standard output, if not said.
    """
    stream = out or sys.stdout
    rendering = (_tell_exception, _as_json) if machine else (_for_people(colors=stream.isatty()),)
    handler = logging.StreamHandler(stream)
    foreign = ProcessorFormatter.remove_processors_meta, *rendering
    handler.setFormatter(ProcessorFormatter(foreign_pre_chain=[_stamped], processors=foreign))
    # Others say warnings only, whatever the level: a database library that explains itself tells values.
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("todoauth").setLevel(level.upper())
    # Ours does not go through the standard library: a line would cost as much as a query.
    structlog.configure(
        processors=[_stamped, *rendering],
        logger_factory=partial(_Lines, stream),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=True,
    )


class _Lines(structlog.WriteLogger):
    """Writes lines, and knows who does."""

    def __init__(self, out: TextIO, name: str | None = None) -> None:
        super().__init__(out)
        self.name = name


def _for_people(*, colors: bool) -> Processor:
    return structlog.dev.ConsoleRenderer(
        colors=colors, exception_formatter=structlog.dev.plain_traceback, sort_keys=False
    )


def _as_json(_logger: object, _method: str, event: EventDict) -> str:
    return _plainly(event) or _JSON.encode(event)


def _plainly(event: EventDict) -> str | None:
    """Return the line of an event that is plain and ASCII: of most, at a third of the price."""
    if not _PLAIN.issuperset(map(type, event.values())):  # msgspec would tell all that a dataclass holds
        return None
    try:
        line = msgspec.json.encode(event)
    except UnicodeEncodeError:  # half of a surrogate pair
        return None
    return line.decode() if line.isascii() else None


def _tell_exception(_logger: object, _method: str, event: EventDict) -> EventDict:
    given: object = event.pop("exc_info", None)
    error = cast("tuple[object, object, object]", given)[1] if isinstance(given, tuple) else given
    error = sys.exception() if error is True else error
    if isinstance(error, BaseException):
        event["exception"] = _told(error, _DEEPEST_CAUSE)
    return event


def _told(error: BaseException, depth: int) -> Mapping[str, Any]:
    """Return what an exception is and where it came from, without variables and without messages that quote them."""
    told: dict[str, Any] = {
        "type": f"{type(error).__module__}.{type(error).__qualname__}",
        "frames": [
            f"{frame.f_code.co_filename}:{line} in {frame.f_code.co_qualname}"
            for frame, line in traceback.walk_tb(error.__traceback__)
        ],
    }
    if isinstance(error, _TELLABLE):
        told["message"] = str(error)
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None and depth:
        told["cause"] = _told(cause, depth - 1)
    if isinstance(error, BaseExceptionGroup) and depth:
        parts = cast("BaseExceptionGroup[BaseException]", error).exceptions
        told["exceptions"] = [_told(part, depth - 1) for part in parts]
    return told
