"""How the service is, for those who run it."""

from fastapi import APIRouter, Request
from starlette.responses import Response

from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.answering import answer, refusal
from todoauth.entrypoints.http.checks import checked
from todoauth.entrypoints.http.client import is_operator
from todoauth.entrypoints.http.routes import PublicRoute
from todoauth.entrypoints.http.wiring import Wiring, wiring_of

router = APIRouter(prefix="/health", tags=["health"], route_class=PublicRoute)


@router.get("/live", response_model=schemas.Life)
async def check_life() -> Response:
    """Tell that the process answers. If it does not, start it anew."""
    return answer({"status": "live"})


@router.get("/ready", response_model=schemas.Readiness)
async def check_readiness(request: Request) -> Response:
    """Tell whether all that the service needs is there. If not, send it no requests for now.

    Operators, by the network that they ask from, are also told how each thing is. Without what is only wanted the
    service is `degraded`, and goes on.
    """
    wiring = wiring_of(request)
    if is_operator(request.scope, wiring.operators):
        return await _tell_all(wiring)
    for ping in wiring.needs.values():
        await ping()
    return answer({"status": "ready"})


async def _tell_all(wiring: Wiring) -> Response:
    checks = await checked({**wiring.needs, **wiring.wants})
    told = {check.name: check.view for check in checks}
    away = {check.name: check.failure for check in checks if check.failure}
    if failures := [failure for name, failure in away.items() if name in wiring.needs]:
        return refusal(failures[0], checks=told)
    return answer({"status": "degraded" if away else "ready", "checks": told})
