"""How the service is, for those who run it."""

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.routes import PublicRoute
from todoauth.entrypoints.http.wiring import wiring_of

router = APIRouter(prefix="/health", tags=["health"], route_class=PublicRoute)


@router.get("/live", response_model=schemas.Standing)
async def check_life() -> Response:
    """Tell that the process answers. If it does not, start it anew."""
    return JSONResponse({"status": "live"})


@router.get("/ready", response_model=schemas.Standing)
async def check_readiness(request: Request) -> Response:
    """Tell whether all that the service needs is there. If not, send it no requests for now."""
    for ping in wiring_of(request).pings:
        await ping()
    return JSONResponse({"status": "ready"})
