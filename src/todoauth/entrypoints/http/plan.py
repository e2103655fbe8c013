"""How an endpoint is called: worked out once from what FastAPI has found out about it, not anew for each request."""

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from fastapi.exceptions import RequestValidationError
from starlette.requests import Request
from starlette.responses import Response

from todoauth.entrypoints.http.plain import is_plain

Call: TypeAlias = Callable[..., Awaitable[Any]]  # Any: endpoints take and return what they declare
Fault: TypeAlias = dict[str, Any]  # Any, as pydantic declares it

_NOT_THERE: Final = object()


@dataclass(slots=True)
class Asked:
    """A request on its way to an endpoint.

    Args:
        request: the request.
        raw: its body, if the endpoint wants one.
        body: what that says.
        known: what was found out about it, by the function that finds it out.
        faults: what is wrong with its parameters and its body.
    """

    request: Request
    raw: bytes | None = None
    body: object = None
    known: dict[Call, object] = field(default_factory=dict[Call, object])
    faults: list[Fault] = field(default_factory=list[Fault])


@dataclass(frozen=True, slots=True)
class Parameter:
    """Where an argument comes from, and what it must be."""

    name: str
    read: Callable[[Asked], object]
    field: ModelField
    place: tuple[str, ...]

    def of(self, asked: Asked) -> object:
        """Return the argument; what is wrong with it is a fault of the request."""
        given = self.read(asked)
        if given is _NOT_THERE and not self.field.field_info.is_required():
            return self.field.get_default()
        value, faults = self.field.validate(None if given is _NOT_THERE else given, {}, loc=self.place)
        asked.faults += faults
        return value


class Plan:
    """Calls a function with what it needs, as FastAPI would.

    Raises:
        TypeError: it needs something that `is_plain` does not know.
    """

    __slots__ = ("_call", "_connection", "_needs", "_parameters")

    def __init__(self, dependant: Dependant) -> None:
        call = dependant.call
        if call is None or not is_plain(dependant):
            raise TypeError(f"{call} needs something that no endpoint here needs")
        self._call: Call = call
        self._needs = tuple((needed.name or "", Plan(needed)) for needed in dependant.dependencies)
        self._parameters = tuple(_parameters(dependant))
        self._connection = dependant.request_param_name or dependant.http_connection_param_name

    async def answer(self, asked: Asked) -> Response:
        """Return what the endpoint answers.

        Raises:
            RequestValidationError: the request has faults.
        """
        arguments = await self._arguments(asked)
        if asked.faults:
            raise RequestValidationError(asked.faults)
        answer: Response = await self._call(**arguments)
        return answer

    async def value(self, asked: Asked) -> object:
        """Return what a function finds out about the request. It is asked once, and never about what is faulty."""
        known = asked.known.get(self._call, _NOT_THERE)
        if known is _NOT_THERE:
            before = len(asked.faults)
            arguments = await self._arguments(asked)
            if len(asked.faults) > before:
                return None
            known = asked.known[self._call] = await self._call(**arguments)
        return known

    async def _arguments(self, asked: Asked) -> dict[str, object]:
        arguments: dict[str, object] = {}
        for name, needed in self._needs:
            arguments[name] = await needed.value(asked)
        for parameter in self._parameters:
            arguments[parameter.name] = parameter.of(asked)
        if self._connection:
            arguments[self._connection] = asked.request
        return arguments


def _parameters(dependant: Dependant) -> Iterator[Parameter]:
    for each in dependant.path_params:
        yield Parameter(each.name, _from_path(each.alias), each, ("path", each.alias))
    for each in dependant.query_params:
        yield Parameter(each.name, _from_query, each, ("query",))
    for each in dependant.header_params:
        yield Parameter(each.name, _from_headers(each.alias), each, ("header", each.alias))
    for each in dependant.body_params:
        yield Parameter(each.name, lambda asked: asked.body, each, ("body",))


def _from_path(name: str) -> Callable[[Asked], object]:
    return lambda asked: asked.request.path_params[name]


def _from_query(asked: Asked) -> object:
    return dict(_query(asked.request))


def _query(request: Request) -> Mapping[str, str]:
    return request.query_params if request.scope["query_string"] else {}


def _from_headers(name: str) -> Callable[[Asked], object]:
    return lambda asked: asked.request.headers.get(name, _NOT_THERE)
