"""How the web is told what became of a request."""

from collections.abc import Mapping
from http import HTTPStatus

import msgspec
import structlog
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from todoauth.domain.errors import InvalidValue, NotFound, TodoAuthError
from todoauth.entrypoints.http.problems import problem_of, row_of, title_of, told_as
from todoauth.entrypoints.http.refusals import InternalError, MethodNotAllowed, RequestRefused
from todoauth.entrypoints.http.validation import fault_in, faults_of
from todoauth.entrypoints.request_id import current_request

PROBLEM = "application/problem+json"
NO_STORE = {"Cache-Control": "no-store"}

log = structlog.get_logger(__name__)


class NotAdmitted(HTTPException):
    """An error of ours on somebody else's route. Their application knows how to answer it without knowing us.

    Args:
        error: what went wrong.
    """

    def __init__(self, error: TodoAuthError) -> None:
        row = row_of(type(error))
        headers = {**row.headers(error), "Content-Type": PROBLEM}
        super().__init__(row.status, detail=title_of(type(error)), headers=headers)
        self.error = error


def refusal(error: Exception, **more: object) -> Response:
    """Return the problem document for an error, and more members of it.

    One that was not foreseen is logged, and told nothing about.
    """
    kind = InvalidValue if isinstance(error, RequestValidationError) else told_as(error)
    if kind is InternalError:
        log.error("unexpected_error", exc_info=error)
    row = row_of(kind)
    return answer(problem_of(kind, **_details(error), **more), row.status, row.headers(error), PROBLEM)


def _details(error: Exception) -> Mapping[str, object]:
    match error:
        case RequestValidationError():
            return {"errors": faults_of(error.errors())}
        case InvalidValue(field=str() as field):
            return {"errors": [fault_in(field, error.reason)]}
        case InvalidValue() | RequestRefused():
            return {"detail": error.reason}
        case TodoAuthError():
            return {}
        case _:
            return {"request_id": current_request.get()}


def answer(
    view: object, status: int = 200, headers: Mapping[str, str] | None = None, media_type: str = "application/json"
) -> Response:
    """Return a view as JSON. Times are RFC 3339 with `Z`, ids and amounts are text."""
    return Response(msgspec.json.encode(view), status, headers, media_type)


def location_of(request: Request, relative: str) -> Mapping[str, str]:
    """Return the header that says where something is, seen from what was asked for (RFC 3986 section 5.2.3)."""
    root = root_of(request)
    path: str = request.scope["path"].removeprefix(root)
    return {"Location": f"{root}{path[: path.rfind('/')]}/{relative}"}


def root_of(request: Request) -> str:
    """Return the path below which the application is mounted, or a proxy has put it."""
    root: str = request.scope.get("root_path", "")
    return root.rstrip("/")


async def answer_error(request: Request, error: Exception) -> Response:
    """Answer an error outside our routes: an exception handler for a whole application."""
    match error:
        case NotAdmitted():
            return refusal(error.error)
        case HTTPException(status_code=HTTPStatus.NOT_FOUND):
            return refusal(NotFound())
        case HTTPException(status_code=HTTPStatus.METHOD_NOT_ALLOWED):
            return refusal(MethodNotAllowed(methods_here(request.scope)))
        case HTTPException():
            # A status and nothing more: RFC 9457 section 4.2.1.
            blank = {"type": "about:blank", "title": HTTPStatus(error.status_code).phrase, "status": error.status_code}
            return answer(blank, error.status_code, error.headers, PROBLEM)
        case _:
            return refusal(error)


def methods_here(scope: Scope) -> set[str]:
    """Return every method that some route takes at this path (RFC 9110 section 15.5.6)."""
    routes = (route for route in iter_route_contexts(scope["app"].routes) if route.methods)
    return {method for route in routes if route.matches(scope)[0] is not Match.NONE for method in route.methods or ()}
