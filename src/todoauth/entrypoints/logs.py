"""What the service says about itself: one JSON object a line for machines, or lines for people."""

import logging
import sys
import traceback
from collections.abc import Mapping
from typing import Any, TextIO, cast

import structlog
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

from todoauth.domain.errors import TodoAuthError

_TELLABLE = (OSError, TodoAuthError)
_DEEPEST_CAUSE = 8

_BEFORE: tuple[Processor, ...] = (
    structlog.contextvars.merge_contextvars,
    structlog.stdlib.add_log_level,
    structlog.stdlib.add_logger_name,
    structlog.processors.TimeStamper(fmt="iso", utc=True),
)


def configure_logs(*, machine: bool, level: str, out: TextIO | None = None) -> None:
    """Send all that is logged, through structlog or the standard library, to one place in one form.

    Args:
        machine: whether to write a JSON object a line, and nothing of an exception that may quote what somebody
            typed; lines for people otherwise (ASVS 16.2.4, 16.2.5, 16.4.1).
        level: `debug`, `info`, `warning` or `error`, for what is ours; libraries say warnings and errors.
        out: where to; standard output, if not said.
    """
    handler = logging.StreamHandler(out or sys.stdout)
    rendering = _for_machines() if machine else _for_people(colors=handler.stream.isatty())
    handler.setFormatter(ProcessorFormatter(foreign_pre_chain=_BEFORE, processors=rendering))
    # Others say warnings only, whatever the level: a database library that explains itself tells values.
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("todoauth").setLevel(level.upper())
    structlog.configure(
        processors=[structlog.stdlib.filter_by_level, *_BEFORE, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )


def _for_machines() -> tuple[Processor, ...]:
    return ProcessorFormatter.remove_processors_meta, _tell_exception, structlog.processors.JSONRenderer()


def _for_people(*, colors: bool) -> tuple[Processor, ...]:
    renderer = structlog.dev.ConsoleRenderer(
        colors=colors, exception_formatter=structlog.dev.plain_traceback, sort_keys=False
    )
    return ProcessorFormatter.remove_processors_meta, renderer


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
