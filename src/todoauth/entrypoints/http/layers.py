"""What surrounds the routes in an application of our own."""

from collections.abc import Callable, Collection, Coroutine
from typing import Any, TypeAlias

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response

from todoauth.domain.errors import TodoAuthError
from todoauth.entrypoints.http.answering import answer_error
from todoauth.entrypoints.http.client import Network
from todoauth.entrypoints.http.directory import Directory
from todoauth.entrypoints.http.envelope import REQUEST_ID, Envelope
from todoauth.entrypoints.http.guard import Guard
from todoauth.entrypoints.http.origins import Origins

Answer: TypeAlias = Callable[[Request, Any], Coroutine[Any, Any, Response]]  # Any, as FastAPI declares it

EXCEPTION_HANDLERS: dict[int | type[Exception], Answer] = dict.fromkeys(
    (HTTPException, RequestValidationError, TodoAuthError), answer_error
)


def layers(
    *,
    new_tag: Callable[[], str],
    hosts: Collection[str],
    origins: Collection[str] = (),
    trusted_proxies: Collection[Network] = (),
) -> list[Middleware]:
    """Return the middleware of an application, from the outermost inwards.

    Args:
        new_tag: makes the ids of requests.
        hosts: names by which clients may call, in lower case and without ports; all others are refused.
        origins: of browser applications that may call (ASVS 3.4.2); `*` for all.
        trusted_proxies: networks whose `X-Forwarded-Proto` is believed.
    """
    around = [Middleware(Envelope, new_tag=new_tag, trusted_proxies=trusted_proxies), Middleware(Guard, hosts=hosts)]
    if origins:
        around.append(
            Middleware(
                Origins,
                allow_origins=origins,
                allow_methods=("GET", "POST", "PUT", "PATCH", "DELETE"),
                allow_headers=("Authorization", "Content-Type", "Idempotency-Key", "If-Match", REQUEST_ID),
                expose_headers=(
                    "ETag",
                    "Location",
                    "RateLimit",
                    "RateLimit-Policy",
                    "Retry-After",
                    "WWW-Authenticate",
                    REQUEST_ID,
                ),
            )
        )
    around.append(Middleware(Directory))
    return around
