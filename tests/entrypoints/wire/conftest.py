"""A service at the end of a wire, whose patience is short."""

import asyncio
from collections.abc import AsyncIterator, Iterator, MutableMapping
from typing import Any, TypeAlias

import pytest
import uvloop
from fastapi import FastAPI, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from structlog.testing import capture_logs

from tests.entrypoints.http.serving import service
from tests.servers.wire import NewLoop, Wire, wire
from todoauth.entrypoints.wire.patience import Patience
from todoauth.testing.world import World

Entries: TypeAlias = list[MutableMapping[str, Any]]

LARGE = bytes(8 * 2**20)  # more than any socket keeps


class Gate:
    """Holds an answer back until it is opened."""

    def __init__(self) -> None:
        self._loop: asyncio.AbstractEventLoop | None = None
        self._opened = asyncio.Event()

    async def pass_through(self) -> None:
        self._loop = asyncio.get_running_loop()
        await self._opened.wait()

    @property
    def is_held(self) -> bool:
        """Whether somebody stands before it."""
        return self._loop is not None

    def open(self) -> None:
        assert self._loop is not None
        self._loop.call_soon_threadsafe(self._opened.set)


@pytest.fixture
def gate() -> Gate:
    return Gate()


@pytest.fixture
def app(gate: Gate) -> FastAPI:
    """The service, with routes beside ours that take their time."""
    served = service(World())

    async def half() -> AsyncIterator[bytes]:
        yield b"half"
        await gate.pass_through()
        yield b"the rest"

    @served.get("/waits")
    async def waits() -> Response:
        await gate.pass_through()
        return PlainTextResponse("at last")

    @served.post("/half")
    async def tells_half() -> Response:
        return StreamingResponse(half())

    @served.get("/large")
    async def large() -> Response:
        return Response(LARGE)

    @served.post("/headers")
    async def headers(request: Request) -> Response:
        await request.body()
        return PlainTextResponse(" ".join(request.headers))

    return served


@pytest.fixture(params=[asyncio.new_event_loop, uvloop.new_event_loop], ids=["asyncio", "uvloop"])
def new_loop(request: pytest.FixtureRequest) -> NewLoop:
    """What makes an event loop: each kind that the service may run on."""
    made: NewLoop = request.param
    return made


@pytest.fixture
def patience() -> Patience:
    return Patience(head=0.1, body=0.1, answer=0.1, farewell=0.1, beat=0.02)


@pytest.fixture
def logs() -> Iterator[Entries]:
    """What is logged meanwhile."""
    with capture_logs() as entries:
        yield entries


@pytest.fixture
def served(logs: Entries, app: FastAPI, patience: Patience, new_loop: NewLoop) -> Iterator[Wire]:
    with wire(app, patience=patience, new_loop=new_loop) as running:
        yield running
