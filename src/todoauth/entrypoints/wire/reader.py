"""Bytes as requests."""

from collections.abc import Callable
from typing import Final, TypeAlias
from urllib.parse import unquote

import httptools
from starlette.types import Scope

from todoauth.entrypoints.http.refusals import MalformedRequest, RequestRefused, UpgradeRefused
from todoauth.entrypoints.wire.exchange import Exchange
from todoauth.entrypoints.wire.grammar import MOST_AROUND_BODY, require_clear, too_much

Headers: TypeAlias = list[tuple[bytes, bytes]]

_HTTP: Final = {"type": "http", "asgi": {"version": "3.0", "spec_version": "2.3"}, "root_path": ""}


class Reader:
    """Reads one request after the other.

    Args:
        connected: what ASGI wants to know of the connection.
        begin: called with the head of each request, whether the client wants to keep the connection, and whether it
            waits for a word before it sends the body; returns where the body goes.
    """

    __slots__ = ("_around_body", "_begin", "_connected", "_headers", "_parser", "_target", "exchange", "head")

    def __init__(self, connected: Scope, begin: Callable[[Scope, bool, bool], Exchange]) -> None:
        self._connected = {**_HTTP, **connected}
        self._begin = begin
        self._parser = httptools.HttpRequestParser(self)
        # What is sent after a request that ends the connection is no reason to leave that unanswered.
        self._parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self._around_body = 0
        self._target = b""
        self._headers: Headers = []
        self.head: Headers | None = None
        """What there is of the headers of a request that has begun; the same object for as long as that lasts."""
        self.exchange: Exchange | None = None
        """What the body belongs to that is being read."""

    def feed(self, data: bytes) -> None:
        """Read on.

        Raises:
            RequestRefused: it can be read in two ways, or goes on without end. Nothing can be read any more.
        """
        self._around_body += len(data)
        try:
            self._parser.feed_data(data)
        except httptools.HttpParserError as error:
            cause = error.__context__
            raise cause if isinstance(cause, RequestRefused) else MalformedRequest() from None
        if self._around_body > MOST_AROUND_BODY:
            raise too_much(self._target, in_body=self.exchange is not None)

    @property
    def is_between(self) -> bool:
        """Whether nothing has come of another request, not even an empty line."""
        return not (self.head is not None or self.exchange or self._around_body)

    def scope_so_far(self) -> Scope:
        """Return what is known of the request that is being read."""
        if self.exchange:
            return self.exchange.scope
        # Before a target is there, the parser names a method that nobody sent.
        method = self._parser.get_method().decode() if self._target else "-"
        asked = {"method": method, "path": "", "raw_path": b"", "query_string": b"", "http_version": "1.1"}
        return {**self._connected, **asked, "headers": self.head or []}

    def on_message_begin(self) -> None:
        """Hear from the parser that a request begins."""
        self._target = b""
        self.head = self._headers = []

    def on_url(self, part: bytes) -> None:
        """Hear from the parser what is asked for."""
        self._target += part

    def on_header(self, name: bytes, value: bytes) -> None:
        """Hear a header from the parser; or a trailer, which is none (RFC 9110 section 6.5.1)."""
        self._headers.append((name.lower(), value))

    def on_headers_complete(self) -> None:
        """Hear from the parser that the body begins.

        Raises:
            RequestRefused: somebody could read the head in another way.
        """
        parser, headers = self._parser, self._headers
        if parser.should_upgrade():
            raise UpgradeRefused
        version = parser.get_http_version()
        require_clear(version, parser.get_method(), self._target, headers)
        scope = self._scope(version)
        is_kept = version != "1.0" and parser.should_keep_alive()
        is_held_back = dict(headers).get(b"expect", b"").lower() == b"100-continue"
        self.head, self._headers, self._around_body = None, [], 0
        self.exchange = self._begin(scope, is_kept, is_held_back)

    def on_body(self, part: bytes) -> None:
        """Hear a part of the body from the parser."""
        self._around_body -= len(part)
        if self.exchange is not None:
            self.exchange.feed(part)

    def on_message_complete(self) -> None:
        """Hear from the parser that the request is over."""
        if self.exchange is not None:
            self.exchange.end_body()
            self.exchange = None

    def _scope(self, version: str) -> Scope:
        target = self._target
        if target[:1] == b"/":
            raw_path, _, query = target.partition(b"?")
        else:
            url = httptools.parse_url(target)
            raw_path, query = url.path, url.query or b""
        path = raw_path.decode("ascii")
        return {
            **self._connected,
            "http_version": version,
            "method": self._parser.get_method().decode("ascii"),
            "path": unquote(path) if "%" in path else path,
            "raw_path": raw_path,
            "query_string": query,
            "headers": self._headers,
            "state": {},
        }
