"""How our routes get into an application: into one of our own, or into somebody else's."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI

from todoauth.entrypoints.http import (
    administration,
    auth,
    catalogue,
    cleanings,
    docs,
    email,
    health,
    passwords,
    sessions,
    todos,
    users,
    well_known,
)
from todoauth.entrypoints.http.callers import SCHEME
from todoauth.entrypoints.http.home import home_router
from todoauth.entrypoints.http.wiring import Wiring

_ROUTERS = (
    users.public,
    users.router,
    sessions.router,
    administration.router,
    passwords.router,
    email.router,
    auth.router,
    todos.router,
    cleanings.router,
    well_known.router,
)
_PAGES = {"live": "/health/live", "ready": "/health/ready"}
_DOCS = {"docs": "/docs", "openapi": "/openapi.json"}


def connect(app: FastAPI, wiring: Wiring) -> None:
    """Connect the routes of `app`, its own included, to what they ask for: before its first request."""
    app.state.todoauth = wiring


def install(app: FastAPI, *, prefix: str = "") -> None:
    """Serve accounts, todos and cleanings from `app`, and nothing else: its own routes stay as they are.

    Once it is connected, `CurrentUser` and `use` work on every route of `app`.

    Args:
        prefix: the path under which our routes hang, such as `/accounts`.
    """
    for router in _ROUTERS:
        app.include_router(router, prefix=prefix)
    app.openapi = _explained(app.openapi, prefix)  # type: ignore[method-assign]  # as FastAPI's documentation has it


def install_service(app: FastAPI, *, prefix: str = "", with_docs: bool) -> None:
    """Serve also what an application of its own has: a home, health, and perhaps the documentation."""
    app.include_router(home_router(prefix, _PAGES | (_DOCS if with_docs else {})))
    app.include_router(health.router, prefix=prefix)
    if with_docs:
        app.include_router(docs.router, prefix=prefix)


def _explained(openapi: Callable[[], dict[str, Any]], prefix: str) -> Callable[[], dict[str, Any]]:  # Any: it is JSON
    """Return an OpenAPI document that knows what a problem is, and where tokens are to be had."""

    def explained() -> dict[str, Any]:
        document = openapi()
        components = document["components"]
        components.setdefault("headers", {}).update(catalogue.HEADERS)
        components["schemas"][catalogue.SCHEMA_NAME] = catalogue.SCHEMA
        components["securitySchemes"][SCHEME]["flows"]["password"]["tokenUrl"] = f"{prefix}/auth/token"
        return document

    return explained
