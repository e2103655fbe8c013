"""What the routes of an application are connected to."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from fastapi import Depends, Request

from todoauth.domain.errors import Unavailable
from todoauth.entrypoints.http.answering import NotAdmitted
from todoauth.entrypoints.http.client import Network
from todoauth.ports.health import Ping

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wiring:
    """What an application serves, and how.

    Args:
        use_cases: each use case by its type; none as long as the service is not open.
        needs: whatever must answer for the service to be ready, by name.
        wants: whatever the service can go on without for a while, by name.
        operators: networks from which it is asked how those are.
        trusted_proxies: networks whose `X-Forwarded-For` is believed.
        require_if_match: whether a change must name the version it is based on.
        public_keys: tells the JSON Web Key Set that access tokens can be verified with.
    """

    use_cases: Mapping[type, object] | None
    needs: Mapping[str, Ping] = field(default_factory=dict[str, Ping])
    wants: Mapping[str, Ping] = field(default_factory=dict[str, Ping])
    operators: tuple[Network, ...] = ()
    trusted_proxies: tuple[Network, ...] = ()
    require_if_match: bool = False
    public_keys: Callable[[], bytes] = lambda: b'{"keys":[]}'


def wiring_of(request: Request) -> Wiring:
    """Return what the application that serves `request` was installed with."""
    return cast("Wiring", request.app.state["todoauth"])


def used(request: Request, kind: type[T]) -> T:
    """Return a use case of the application that serves `request`.

    Raises:
        NotAdmitted: there is none yet.
    """
    use_cases = wiring_of(request).use_cases
    if use_cases is None:
        raise NotAdmitted(Unavailable())
    return cast("T", use_cases[kind])


def use(kind: type[T]) -> Any:  # Any, as FastAPI's own Depends
    """Ask for a use case: `add: Annotated[AddTodo, use(AddTodo)]`. While there is none, the answer is 503."""

    async def of_this_application(request: Request) -> T:
        return used(request, kind)

    return Depends(of_this_application)
