"""Refusals that whoever runs the service can do something about."""

from typing import ClassVar


class Refused(Exception):
    """A command is not carried out. Why is told on standard error, without a traceback.

    Args:
        reasons: one sentence each. None repeats a value that somebody set.
    """

    exit_code: ClassVar[int] = 1

    def __init__(self, *reasons: str) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class NotYet(Refused):
    """What a command needs is away, and may come by itself: whoever can wait tries again."""


class SettingsRefused(Refused):
    """A setting is malformed, unknown, or unfit for production."""

    exit_code: ClassVar[int] = 2
