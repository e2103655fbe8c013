"""HTTP/1.1 as it comes over a socket, and ASGI behind it."""
