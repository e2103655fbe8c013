"""Where our routes are, in one look. Asking one after the other, as routers do, costs more than most answers."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from fastapi.routing import RouteContext, iter_route_contexts
from starlette.convertors import Convertor
from starlette.types import ASGIApp, Receive, Scope, Send

from todoauth.entrypoints.http.routes import DoorRoute


@dataclass(frozen=True, slots=True)
class Entry:
    """A route, and how its parameters are read from a path."""

    route: DoorRoute
    pattern: re.Pattern[str]
    convertors: Mapping[str, Convertor[Any]]  # Any: each convertor has a type of its own

    def parameters(self, path: str) -> dict[str, object] | None:
        """Return the parameters in `path`, or `None` if the route is not there."""
        if not self.convertors:
            return {}
        found = self.pattern.match(path)
        if found is None:
            return None
        return {name: self.convertors[name].convert(text) for name, text in found.groupdict().items()}


@dataclass(frozen=True, slots=True)
class Pages:
    """The entries of an application: those of one path, and those that end in a parameter, by what is before it."""

    fixed: dict[tuple[str, str], Entry] = field(default_factory=dict[tuple[str, str], Entry])
    ending: dict[tuple[str, str], Entry] = field(default_factory=dict[tuple[str, str], Entry])

    def entry(self, method: str, path: str) -> Entry | None:
        """Return the entry of the route that may be meant."""
        return self.fixed.get((method, path)) or self.ending.get((method, path[: path.rfind("/")]))


class Directory:
    """Takes requests straight to our routes, and leaves what it does not find to the router of the application.

    It is for an application of ours, without middleware further inside. Where somebody adds dependencies to our routes
    nevertheless, those are left to the router, too.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._pages: Pages | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve a request."""
        # Who follows requests through FastAPI's router is not left behind.
        if scope["type"] == "http" and not scope.get("root_path") and "fastapi.telemetry" not in scope:
            pages = self._pages = self._pages or _pages_of(iter_route_contexts(scope["app"].routes))
            entry = pages.entry(scope["method"], scope["path"])
            parameters = entry and entry.parameters(scope["path"])
            if entry is not None and parameters is not None:
                scope["route"], scope["path_params"] = entry.route, parameters
                await entry.route.answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _pages_of(routes: Iterable[RouteContext]) -> Pages:
    pages = Pages()
    for each in routes:
        route, path = each.original_route, each.path or ""
        if isinstance(route, DoorRoute) and len(each.dependant.dependencies) == len(route.dependant.dependencies):
            start, _, end = path.rpartition("/")
            entry = Entry(route, each.path_regex, each.param_convertors)
            for method in route.methods or ():
                if "{" not in path:
                    pages.fixed.setdefault((method, path), entry)
                elif "{" not in start and end.startswith("{"):
                    pages.ending.setdefault((method, start), entry)
    return pages
