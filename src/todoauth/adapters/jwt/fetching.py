"""Keys from where they are published."""

import asyncio
import re
from collections.abc import Awaitable, Callable
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
)

from todoauth.adapters.jwt.jwks import LARGEST

_URL = re.compile(r"https://[^/\s]+/\S*|http://(?:localhost|127\.0\.0\.1|\[::1\])(?::[0-9]+)?/\S*")


def jwks_at(url: str, *, patience: float = 2.0) -> Callable[[], Awaitable[bytes]]:
    """Return what fetches a set of keys from its URL. Redirects are not followed.

    Args:
        url: `https://`, or `http://` on this machine: whoever can change the keys on their way can be anybody.
        patience: seconds that each step of it may take.

    Raises:
        ValueError: it is no such URL.
    """
    if not _URL.fullmatch(url):
        raise ValueError("must be an https URL")
    opener = OpenerDirector()
    for handler in (ProxyHandler(), HTTPHandler(), HTTPSHandler(), HTTPErrorProcessor(), HTTPDefaultErrorHandler()):
        opener.add_handler(handler)

    def fetch() -> bytes:
        with opener.open(url, timeout=patience) as answer:
            document: bytes = answer.read(LARGEST + 1)
            return document

    return lambda: asyncio.to_thread(fetch)
