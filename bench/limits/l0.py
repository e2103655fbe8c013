"""L0: bare ASGI, PyJWT, and two statements for each request."""

from bench.limits.bare import bare
from bench.limits.two_queries import ROUTES, close, db

app = bare(ROUTES, open=db.open, close=close)
