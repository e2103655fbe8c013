"""The last answer on a connection."""

import asyncio
from collections.abc import Callable
from typing import cast

from httptools import HttpRequestParser
from uvicorn._types import ASGISendEvent, HTTPScope
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle


class Parting(RequestResponseCycle):
    """Says that it is the last, and leaves it to others to close: an answer that is followed by a reset may get lost.

    Args:
        protocol: whose connection it is.
        parser: has read of the request what there is of it.
        then: called when all is said.
    """

    def __init__(self, protocol: HttpToolsProtocol, parser: HttpRequestParser, *, then: Callable[[], None]) -> None:
        # Before a target is there, the parser names a method that nobody sent.
        method = parser.get_method().decode() if protocol.url else "-"
        super().__init__(
            scope=cast("HTTPScope", {"path": "", "query_string": b"", **protocol.scope, "method": method}),
            transport=protocol.transport,
            flow=protocol.flow,
            logger=protocol.logger,
            access_logger=protocol.access_logger,
            access_log=False,
            default_headers=protocol.server_state.default_headers,
            message_event=asyncio.Event(),
            expect_100_continue=False,
            keep_alive=False,
            on_response=then,
        )

    async def send(self, message: ASGISendEvent) -> None:
        self.keep_alive = message["type"] != "http.response.start"
        await super().send(message)
