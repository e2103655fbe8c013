"""The service, and what an application needs to have ours inside it."""

import asyncio
from collections.abc import AsyncGenerator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Final, TypeAlias

from fastapi import FastAPI
from fastapi.telemetry import TelemetryConfig

from todoauth import __version__
from todoauth.adapters.system import new_tag
from todoauth.domain.errors import Unavailable
from todoauth.domain.model.password import common_passwords
from todoauth.entrypoints.container import Container
from todoauth.entrypoints.http import EXCEPTION_HANDLERS, connect, install, install_service, layers
from todoauth.entrypoints.settings import Settings, read_settings
from todoauth.entrypoints.waiting import running_in_time

# Asking on every request whether somebody collects it took 3 % of the time.
_NONE: Final[TelemetryConfig] = {"tracing": False, "metrics": False, "logs": False}

Lifespan: TypeAlias = Callable[[FastAPI], AbstractAsyncContextManager[None]]


def lifespan_of(container: Container) -> Lifespan:
    """Return the lifespan of an application that our routes are installed in.

    It prepares the schema, opens the adapters, connects the routes to them, and relays mail until the application ends.
    Where the database does not answer, it waits for it meanwhile, and our routes answer 503.
    """

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None, None]:
        await asyncio.to_thread(common_passwords)  # read once, and not while the first newcomer waits
        needs = {"process": container.departure().ping, "database": _is_away}
        connect(app, container.wiring(use_cases=None, needs=needs))
        async with running_in_time(container, opened=lambda: connect(app, container.wiring())):
            yield

    return lifespan


async def _is_away() -> None:
    raise Unavailable


def create_app(settings: Settings | None = None, *, container: Container | None = None) -> FastAPI:
    """Return the service, whole: routes, docs, security headers, request ids, host and origin checks.

    Nothing is opened, read or written before it starts.

    Args:
        settings: read from the environment, if not given.
        container: with parts overridden; made of the settings, if not given.

    Raises:
        SettingsRefused: the settings are read, and make no sense.
    """
    parts = container or Container(settings=settings or read_settings())
    settled = parts.settings()
    app = FastAPI(
        title="todoauth",
        version=__version__,
        description="Accounts that people can trust, and the todos and cleanings of those who have one.",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        telemetry=_NONE,
        lifespan=lifespan_of(parts),
        exception_handlers=EXCEPTION_HANDLERS,
        middleware=layers(
            new_tag=new_tag,
            hosts=settled.allowed_hosts,
            origins=settled.cors_origins,
            trusted_proxies=settled.trusted_proxies,
        ),
    )
    install(app, prefix=settled.prefix)
    install_service(app, prefix=settled.prefix, with_docs=settled.docs)
    return app
