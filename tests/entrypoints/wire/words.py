"""What is said to the service."""

HOST = b"Host: testserver\r\n"
LIVE = b"GET /health/live HTTP/1.1\r\n" + HOST
LAST = LIVE + b"Connection: close\r\n\r\n"
SIGN_UP = b"POST /users/sign-up HTTP/1.1\r\n" + HOST + b"Content-Type: application/json\r\n"
CHUNKED = b"Transfer-Encoding: chunked\r\n"
STRICT = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'; sandbox",
    "cache-control": "no-store",
}
