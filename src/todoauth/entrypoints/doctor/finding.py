"""What a check finds."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How bad it is."""

    ERROR = "error"  # it does not work, or must not be used so
    WARNING = "warning"
    FINE = "fine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at.

    Args:
        subject: what was looked at, in a word.
        severity: how bad it is.
        told: what was found, in a sentence. No secret is in it, nor any URL.
        mend: what to do about it, in a sentence; nothing, if nothing has to be done.
    """

    subject: str
    severity: Severity
    told: str
    mend: str = ""


def error(subject: str, told: str, mend: str) -> Finding:
    """Return that something does not work."""
    return Finding(subject=subject, severity=Severity.ERROR, told=told, mend=mend)


def warning(subject: str, told: str, mend: str) -> Finding:
    """Return that something could be better."""
    return Finding(subject=subject, severity=Severity.WARNING, told=told, mend=mend)


def fine(subject: str, told: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(subject=subject, severity=Severity.FINE, told=told)
