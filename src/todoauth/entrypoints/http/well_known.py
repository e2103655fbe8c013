"""What other services need to verify our tokens without asking us."""

import hashlib

from fastapi import APIRouter, Request
from starlette.responses import Response

from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.routes import PublicRoute
from todoauth.entrypoints.http.wiring import wiring_of

router = APIRouter(prefix="/.well-known", tags=["keys"], route_class=PublicRoute)

_CACHED = "public, max-age=300"  # a key is published long before it signs


@router.get(
    "/jwks.json",
    response_model=schemas.PublicKeys,
    responses={304: {"description": "The keys are those of the `ETag` in `If-None-Match`."}},
)
async def read_public_keys(request: Request) -> Response:
    """Give the public halves of the keys that sign access tokens (RFC 7517). Shared secrets have none."""
    document = wiring_of(request).public_keys()
    headers = {"Cache-Control": _CACHED, "ETag": f'"{hashlib.sha256(document).hexdigest()[:32]}"'}
    if headers["ETag"] in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    return Response(document, headers=headers, media_type="application/json")
