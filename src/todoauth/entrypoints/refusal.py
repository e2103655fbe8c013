"""Refusals to start that whoever runs the service can do something about."""

from typing import ClassVar


class StartRefused(Exception):
    """The service does not start. It is told on standard error, without a traceback.

    Args:
        reasons: one sentence each. None repeats a value that somebody set.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class SettingsRefused(StartRefused):
    """A setting is malformed, unknown, or unfit for production."""

    exit_code: ClassVar[int] = 2
