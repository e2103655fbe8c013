"""What the service is, and where to go from here."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from starlette.responses import Response

from todoauth import __version__
from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.answering import answer, root_of
from todoauth.entrypoints.http.routes import PublicRoute


def home_router(prefix: str, pages: Mapping[str, str]) -> APIRouter:
    """Return the route that answers at the very prefix.

    Args:
        pages: what to point at: paths below the prefix, by name.
    """
    router = APIRouter(prefix=prefix, tags=["home"], route_class=PublicRoute)

    @router.get("" if prefix else "/", response_model=schemas.Home)
    async def read_home(request: Request) -> Response:
        """Tell what this is."""
        links = {name: root_of(request) + prefix + path for name, path in pages.items()}
        return answer({"name": "todoauth", "version": __version__, "links": links})

    return router
