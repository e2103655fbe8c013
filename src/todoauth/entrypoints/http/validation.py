"""What is wrong with a request, field by field. The value itself is never repeated."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from todoauth.domain.errors import InvalidValue

_REASONS = {
    "missing": "is missing",
    "extra_forbidden": "is not known here",
    "repeated": "must not be repeated",
    "model_type": "must be an object",
    "model_attributes_type": "must be an object",
}


def faults_of(errors: Iterable[Mapping[str, Any]]) -> list[dict[str, str]]:  # Any: as pydantic declares its errors
    """Return where each error is, and why. Only sentences of our own are passed on: others may quote what was sent."""
    return [_place(error["loc"]) | {"detail": _reason(error)} for error in errors]


def fault_in(field: str, reason: str) -> dict[str, str]:
    """Return what is wrong with one field of the body."""
    return _place(("body", field)) | {"detail": reason}


def _place(location: Sequence[str | int]) -> dict[str, str]:
    """Return a JSON pointer into the body (RFC 6901), or the name of a parameter."""
    where, *path = map(str, location)
    if where != "body":
        return {"parameter": path[0]}
    return {"pointer": "".join(f"/{step.replace('~', '~0').replace('/', '~1')}" for step in path)}


def _reason(error: Mapping[str, Any]) -> str:
    cause = error.get("ctx", {}).get("error")
    return cause.reason if isinstance(cause, InvalidValue) else _REASONS.get(error["type"], "is not valid")
