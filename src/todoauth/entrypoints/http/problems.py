"""Errors as the web sees them (RFC 9457): one table, by branch of the tree."""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from todoauth.domain import errors as domain
from todoauth.entrypoints.http import refusals


@dataclass(frozen=True, slots=True)
class Row:
    """How a branch of the tree is answered.

    Args:
        status: with which status.
        headers: and with which headers, given the error.
    """

    status: int
    headers: Callable[[Any], Mapping[str, str]] = lambda _: {}  # Any: each row knows the errors of its branch


def _retry_after(error: domain.TooManyAttempts | domain.Unavailable) -> Mapping[str, str]:
    return {"Retry-After": str(max(1, math.ceil(error.retry_after.total_seconds())))}


TABLE: Mapping[type[Exception], Row] = {
    domain.InvalidValue: Row(422),
    domain.WrongOrExpiredCode: Row(400),
    domain.AuthenticationFailed: Row(401, lambda _: {"WWW-Authenticate": "Bearer"}),
    domain.Forbidden: Row(403),
    domain.NotFound: Row(404),
    domain.Conflict: Row(409),
    domain.Outdated: Row(412),
    domain.PreconditionRequired: Row(428),
    domain.TooManyAttempts: Row(429, _retry_after),
    domain.Unavailable: Row(503, _retry_after),
    refusals.MalformedRequest: Row(400),
    refusals.MalformedBody: Row(400),
    refusals.MalformedHeader: Row(400),
    refusals.UpgradeRefused: Row(400),
    refusals.PreflightRefused: Row(403),
    refusals.MethodNotAllowed: Row(405, lambda error: {"Allow": ", ".join(error.allow)}),
    refusals.RequestTooSlow: Row(408),
    refusals.BodyTooLarge: Row(413),
    refusals.TargetTooLong: Row(414),
    refusals.UnsupportedMediaType: Row(415),
    refusals.UnknownHost: Row(421),
    refusals.HeadersTooLarge: Row(431),
    Exception: Row(500),
}


def row_of(kind: type[Exception]) -> Row:
    """Return the row of an error: the nearest one up the tree."""
    return next(TABLE[branch] for branch in kind.__mro__ if branch in TABLE)


def slug_of(kind: type[Exception]) -> str:
    """Return the name by which clients know an error: `username-taken`."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__).lower()


def title_of(kind: type[Exception]) -> str:
    """Return what people read about an error: the first line of its docstring, or its slug where there is none."""
    return (inspect.getdoc(kind) or slug_of(kind)).partition("\n")[0]


def told_as(error: Exception) -> type[Exception]:
    """Return what a client is told that an error is. What was not foreseen is nobody's business."""
    is_foreseen = isinstance(error, domain.TodoAuthError | refusals.RequestRefused)
    return type(error) if is_foreseen else refusals.InternalError


def problem_of(kind: type[Exception], **more: object) -> dict[str, object]:
    """Return the document of a problem (RFC 9457 section 3). Members without a value are left out."""
    document = {"type": f"/problems/{slug_of(kind)}", "title": title_of(kind), "status": row_of(kind).status}
    return document | {name: value for name, value in more.items() if value is not None}
