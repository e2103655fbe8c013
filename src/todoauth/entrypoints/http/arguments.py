"""Where the arguments of an endpoint come from, and what they must be."""

from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, Final, Protocol, TypeAlias

from fastapi._compat import ModelField
from fastapi.dependencies.models import Dependant
from pydantic import BaseModel
from starlette.requests import Request

from todoauth.entrypoints.http.headers import first_of

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
    known: dict[Call, object] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class Argument(Protocol):
    """What is given to an endpoint under a name."""

    @property
    def name(self) -> str:
        """The name."""
        ...

    def of(self, asked: Asked) -> object:
        """Return it; what is wrong with it is a fault of the request."""
        ...


@dataclass(frozen=True, slots=True)
class Parameter:
    """An argument that is read from one place."""

    name: str
    read: Callable[[Asked], object]
    field: ModelField
    place: tuple[str, ...]

    def of(self, asked: Asked) -> object:
        """Return it, or its default."""
        given = self.read(asked)
        if given is _NOT_THERE and not self.field.field_info.is_required():
            return self.field.get_default()
        value, faults = self.field.validate(None if given is _NOT_THERE else given, {}, loc=self.place)
        asked.faults += faults
        return value


@dataclass(frozen=True, slots=True)
class Query:
    """The whole query, for a model that cannot be changed. What an empty one means is found out once."""

    given: Parameter
    unasked: object

    @property
    def name(self) -> str:
        """The name."""
        return self.given.name

    def of(self, asked: Asked) -> object:
        """Return it."""
        return self.given.of(asked) if asked.request.scope["query_string"] else self.unasked


def arguments_of(dependant: Dependant) -> Iterator[Argument]:
    """Yield what a function is given, apart from what others find out for it."""
    for each in dependant.path_params:
        yield Parameter(each.name, _from_path(each.alias), each, ("path", each.alias))
    for each in dependant.query_params:
        yield _query(Parameter(each.name, _from_query, each, ("query",)))
    for each in dependant.header_params:
        yield Parameter(each.name, _from_headers(each.alias), each, ("header", each.alias))
    for each in dependant.body_params:
        yield Parameter(each.name, lambda asked: asked.body, each, ("body",))


def _query(given: Parameter) -> Argument:
    unasked, faults = given.field.validate({}, {}, loc=given.place)
    return given if faults or not _is_fixed(unasked) else Query(given, unasked)


def _is_fixed(model: object) -> bool:
    """Return whether a model is the same for everybody: it cannot be changed, and makes nothing up for itself."""
    return (
        isinstance(model, BaseModel)
        and model.model_config.get("frozen", False)
        and not any(each.default_factory for each in type(model).model_fields.values())
    )


def _from_path(name: str) -> Callable[[Asked], object]:
    return lambda asked: asked.request.path_params[name]


def _from_query(asked: Asked) -> object:
    return dict(asked.request.query_params)


def _from_headers(name: str) -> Callable[[Asked], object]:
    given = name.lower().encode()
    return lambda asked: first_of(asked.request, given, _NOT_THERE)
