"""ASGI without anything above it."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeAlias
from uuid import UUID

from bench.limits.asking import Asked, Routes

Message: TypeAlias = dict[str, Any]  # Any, as the ASGI specification has it
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]
App: TypeAlias = Callable[[Message, Receive, Send], Awaitable[None]]
Deed: TypeAlias = Callable[[], Awaitable[None]]

_JSON = (b"content-type", b"application/json")
_ID = 36


def bare(routes: Routes, *, open: Deed, close: Deed) -> App:
    """Return the application that answers `routes`."""

    async def app(scope: Message, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _live(receive, send, open=open, close=close)
            return
        path, asked = scope["path"], _asked(scope)
        if len(path) > _ID and path[-_ID - 1] == "/":
            path, asked.id = path[:-_ID], UUID(path[-_ID:])
        if scope["method"] != "GET":
            asked.body = await _body(receive)
        status, body = await routes[scope["method"], path](asked)
        headers = [_JSON, (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    return app


def _asked(scope: Message) -> Asked:
    asked = Asked("")
    for name, value in scope["headers"]:
        if name == b"authorization":
            asked.token = value[7:].decode()
        elif name == b"if-match":
            asked.if_match = value.decode()
    return asked


async def _body(receive: Receive) -> bytes:
    message = await receive()
    body: bytes = message["body"]
    while message["more_body"]:
        message = await receive()
        body += message["body"]
    return body


async def _live(receive: Receive, send: Send, *, open: Deed, close: Deed) -> None:
    await receive()
    await open()
    await send({"type": "lifespan.startup.complete"})
    await receive()
    await close()
    await send({"type": "lifespan.shutdown.complete"})
