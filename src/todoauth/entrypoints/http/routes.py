"""Routes that keep their own rules, in whichever application they are mounted."""

from collections.abc import Awaitable, Callable, Coroutine, Iterable, Iterator
from http import HTTPStatus
from typing import Any, ClassVar

from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

from todoauth.entrypoints.http.answering import NotAdmitted, methods_here, refusal
from todoauth.entrypoints.http.arguments import Asked
from todoauth.entrypoints.http.budgets import Budget, counting, headers_of
from todoauth.entrypoints.http.callers import bearer_token
from todoauth.entrypoints.http.catalogue import may_raise, told_together, told_what_is_left
from todoauth.entrypoints.http.door import JSON, Admitted, read_body
from todoauth.entrypoints.http.guarding import in_session
from todoauth.entrypoints.http.implied import asks_who, counts, implied_by, needs
from todoauth.entrypoints.http.json_door import parse_json
from todoauth.entrypoints.http.plan import Plan
from todoauth.entrypoints.http.refusals import MethodNotAllowed

Handler = Callable[[Request], Coroutine[Any, Any, Response]]  # Any, as FastAPI declares it

_BEFORE_COUNTING = (HTTPStatus.REQUEST_ENTITY_TOO_LARGE, HTTPStatus.UNSUPPORTED_MEDIA_TYPE)


class DoorRoute(APIRoute):
    """Takes clean JSON and known parameters only, asks who is there, and answers every error with a problem document.

    The name and the operation id follow from the tag and the function: `todos:create-todo`, `create_todo`.

    Raises:
        TypeError: nothing asks who is there, and the route is not public (ASVS 8.2.1).
    """

    is_public: ClassVar[bool] = False

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # Any, as FastAPI's own
        operation = endpoint.__name__
        options["name"] = f"{options['tags'][0]}:{operation.replace('_', '-')}"
        options["operation_id"] = operation
        options["summary"] = operation.replace("_", " ").capitalize()
        super().__init__(path, endpoint, **options)
        self._parameters = frozenset(_query_of(self.dependant))
        self._plan = Plan(self.dependant)
        self.responses = told_together(may_raise(*dict.fromkeys(self.implied())), self.responses)
        if counts(self.dependant):
            before = (*_BEFORE_COUNTING, *(() if self.is_public else (HTTPStatus.UNAUTHORIZED,)))
            self.responses = told_what_is_left({self.status_code or HTTPStatus.OK: {}, **self.responses}, *before)
        if not self.is_public and not asks_who(self.dependant):
            raise TypeError(f"{self.name} is open to everybody, but not public")

    def get_route_handler(self) -> Handler:
        """Return FastAPI's handler behind the door, for applications that add needs of their own to ours."""
        handle = super().get_route_handler()

        async def behind_the_door(request: Request) -> Response:
            return await self._told(request, lambda asked: handle(_as_admitted(asked)))

        return behind_the_door

    async def answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is meant for this route, and wants nothing that FastAPI would have to add."""
        response = await self._told(Request(scope, receive), self._plan.answer)
        await response(scope, receive, send)

    async def _told(self, request: Request, answer: Callable[[Asked], Awaitable[Response]]) -> Response:
        budgets: list[Budget] = []
        before = counting.set(budgets)
        try:
            response = await in_session(request, self._answered(request, answer))
        except NotAdmitted as error:
            response = self.refuse(error.error)
        except HTTPException:  # of the application that we are mounted in
            raise
        except Exception as error:  # noqa: BLE001 – it is told and logged there
            response = self.refuse(error)
        finally:
            counting.reset(before)
        if budgets:
            response.raw_headers += headers_of(budgets)
        return response

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether this route is meant. Whatever can be got can be asked about (RFC 9110 section 9.1)."""
        return super().matches(_as_get(scope))

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer; what can be done here at all is told by all routes of this path together."""
        scope = _as_get(scope)
        if scope["method"] in (self.methods or ()):
            await super().handle(scope, receive, send)
        else:
            await refusal(MethodNotAllowed(methods_here(scope)))(scope, receive, send)

    def implied(self) -> Iterable[type[Exception]]:
        """Return the errors that need not be declared, because they follow from what the route needs."""
        return implied_by(self.dependant)

    def refuse(self, error: Exception) -> Response:
        """Return the answer to an error."""
        return refusal(error)

    async def _answered(self, request: Request, answer: Callable[[Asked], Awaitable[Response]]) -> Response:
        return await answer(await self._admit(request))

    async def _admit(self, request: Request) -> Asked:
        asked = Asked(request)
        if not self.is_public:
            # Who brings no token is told nothing else, and is not read from.
            asked.known[bearer_token] = await bearer_token(request)
        if request.scope["query_string"]:
            self._require_known(request)
        if self.body_field is not None:
            asked.raw = await read_body(request, JSON)
            asked.body = parse_json(asked.raw)
            if not isinstance(asked.body, dict):  # pydantic would read the attributes of a Decimal
                raise RequestValidationError([{"type": "model_type", "loc": ("body",)}])
        return asked

    def _require_known(self, request: Request) -> None:
        names = [name for name, _ in request.query_params.multi_items()]
        wrong = [("extra_forbidden", name) for name in dict.fromkeys(names) if name not in self._parameters]
        wrong += [("repeated", name) for name in self._parameters if names.count(name) > 1]
        if wrong:
            raise RequestValidationError([{"type": kind, "loc": ("query", name)} for kind, name in wrong])


class PublicRoute(DoorRoute):
    """A route that is open to everybody."""

    is_public = True


def _query_of(dependant: Dependant) -> Iterator[str]:
    for field in (field for needed in (dependant, *needs(dependant)) for field in needed.query_params):
        model = field.field_info.annotation
        yield from model.model_fields if isinstance(model, type) and issubclass(model, BaseModel) else [field.alias]


def _as_admitted(asked: Asked) -> Request:
    return asked.request if asked.raw is None else Admitted(asked.request, asked.raw, asked.body)


def _as_get(scope: Scope) -> Scope:
    """Return a HEAD request as the GET that it asks about. The server leaves the body out (RFC 9110 section 9.3.2)."""
    return {**scope, "method": "GET"} if scope["method"] == "HEAD" else scope
