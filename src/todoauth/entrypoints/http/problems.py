"""Errors as the web sees them (RFC 9457): one table, by branch of the tree."""

import inspect
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
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

    status: HTTPStatus
    headers: Callable[[Any], Mapping[str, str]] = lambda _: {}  # Any: each row knows the errors of its branch


def _retry_after(error: domain.TooManyAttempts | domain.Unavailable) -> Mapping[str, str]:
    return {"Retry-After": str(max(1, math.ceil(error.retry_after.total_seconds())))}


TABLE: Mapping[type[Exception], Row] = {
    domain.InvalidValue: Row(HTTPStatus.UNPROCESSABLE_ENTITY),
    domain.WrongOrExpiredCode: Row(HTTPStatus.BAD_REQUEST),
    domain.AuthenticationFailed: Row(HTTPStatus.UNAUTHORIZED, lambda _: {"WWW-Authenticate": "Bearer"}),
    domain.Forbidden: Row(HTTPStatus.FORBIDDEN),
    domain.NotFound: Row(HTTPStatus.NOT_FOUND),
    domain.Conflict: Row(HTTPStatus.CONFLICT),
    domain.Outdated: Row(HTTPStatus.PRECONDITION_FAILED),
    domain.PreconditionRequired: Row(HTTPStatus.PRECONDITION_REQUIRED),
    domain.TooManyAttempts: Row(HTTPStatus.TOO_MANY_REQUESTS, _retry_after),
    domain.Unavailable: Row(HTTPStatus.SERVICE_UNAVAILABLE, _retry_after),
    refusals.MalformedBody: Row(HTTPStatus.BAD_REQUEST),
    refusals.MalformedHeader: Row(HTTPStatus.BAD_REQUEST),
    refusals.MethodNotAllowed: Row(HTTPStatus.METHOD_NOT_ALLOWED, lambda error: {"Allow": ", ".join(error.allow)}),
    refusals.BodyTooLarge: Row(HTTPStatus.REQUEST_ENTITY_TOO_LARGE),
    refusals.UnsupportedMediaType: Row(HTTPStatus.UNSUPPORTED_MEDIA_TYPE),
    refusals.UnknownHost: Row(HTTPStatus.MISDIRECTED_REQUEST),
    refusals.HeadersTooLarge: Row(HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE),
    Exception: Row(HTTPStatus.INTERNAL_SERVER_ERROR),
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
    document = {"type": f"/problems/{slug_of(kind)}", "title": title_of(kind), "status": int(row_of(kind).status)}
    return document | {name: value for name, value in more.items() if value is not None}
