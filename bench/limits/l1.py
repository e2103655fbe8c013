"""L1: the work of L0 under Starlette."""

from collections.abc import AsyncGenerator, Awaitable, Callable
from contextlib import asynccontextmanager

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from bench.limits.asking import Asked, Handler
from bench.limits.two_queries import ROUTES, close, db


@asynccontextmanager
async def _living(_: Starlette) -> AsyncGenerator[None, None]:
    await db.open()
    yield
    await close()


def _endpoint(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    async def answer(request: Request) -> Response:
        token = request.headers.get("authorization", "")[7:]
        body = b"" if request.method == "GET" else await request.body()
        asked = Asked(token, request.path_params.get("id"), request.headers.get("if-match"), body)
        status, content = await handler(asked)
        return Response(content, status, media_type="application/json")

    return answer


def _path(path: str) -> str:
    return f"{path}{{id:uuid}}" if path.endswith("/") else path


app = Starlette(
    routes=[Route(_path(path), _endpoint(handler), methods=[method]) for (method, path), handler in ROUTES.items()],
    lifespan=_living,
)
