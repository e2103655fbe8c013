"""The page of the documentation, with all that it needs: it works without the Internet, and behind a strict policy."""

import copy
import functools
import hashlib
from importlib import resources
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import Response

from todoauth.domain.errors import NotFound
from todoauth.entrypoints.http.answering import answer, root_of
from todoauth.entrypoints.http.callers import SCHEME
from todoauth.entrypoints.http.routes import PublicRoute

router = APIRouter(tags=["docs"], route_class=PublicRoute, include_in_schema=False)

_FOLDER = resources.files("todoauth.entrypoints.http").joinpath("assets", "swagger-ui")
_TYPES = {
    "swagger-ui-bundle.js": "text/javascript",
    "swagger-ui.css": "text/css",
    "start.js": "text/javascript",
}
# Swagger UI sets the style of elements itself, and has its icons as data.
_PAGE_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
}
_CACHED = "public, max-age=604800"


@router.get("/docs")
async def read_docs() -> Response:
    """Show the documentation."""
    return Response(_asset("index.html"), headers=_PAGE_HEADERS, media_type="text/html")


@router.get("/docs/{name}")
async def read_asset(name: str, request: Request) -> Response:
    """Give the page what it needs."""
    if name not in _TYPES:
        raise NotFound
    headers = {"Cache-Control": _CACHED, "ETag": _etag(name)}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(_asset(name), headers=headers, media_type=_TYPES[name])


@router.get("/openapi.json")
async def read_openapi(request: Request) -> Response:
    """Give the OpenAPI document, as seen from here."""
    return answer(_seen_from(root_of(request), request.app.openapi()))


def _seen_from(root: str, document: dict[str, Any]) -> dict[str, Any]:  # Any: it is JSON
    if not root:
        return document
    seen = copy.deepcopy(document)
    log_in = seen["components"]["securitySchemes"][SCHEME]["flows"]["password"]
    log_in["tokenUrl"] = root + log_in["tokenUrl"]
    return seen | {"servers": [{"url": root}]}


@functools.cache
def _asset(name: str) -> bytes:
    return _FOLDER.joinpath(name).read_bytes()


@functools.cache
def _etag(name: str) -> str:
    return f'"{hashlib.sha256(_asset(name)).hexdigest()[:32]}"'
