"""What the routes of an application are connected to."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeVar, cast

from fastapi import Depends, Request

from todoauth.entrypoints.http.client import Network
from todoauth.ports.health import Ping

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """What an application serves, and how.

    Args:
        use_cases: each use case by its type.
        pings: whatever must answer before the service counts as ready.
        trusted_proxies: networks whose `X-Forwarded-For` is believed.
        require_if_match: whether a change must name the version it is based on.
    """

    use_cases: Mapping[type, object]
    pings: tuple[Ping, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    require_if_match: bool = False


def wiring_of(request: Request) -> Wiring:
    """Return what the application that serves `request` was installed with."""
    return cast("Wiring", request.app.state.todoauth)


def use(kind: type[T]) -> Any:  # Any, as FastAPI's own Depends
    """Ask for a use case: `add: Annotated[AddTodo, use(AddTodo)]`."""

    async def of_this_application(request: Request) -> T:
        return cast("T", wiring_of(request).use_cases[kind])

    return Depends(of_this_application)
