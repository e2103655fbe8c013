"""Which pages of other origins may call (ASVS 3.4.2)."""

from http import HTTPStatus

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import Response

from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.refusals import PreflightRefused


class Origins(CORSMiddleware):
    """Starlette's middleware, except that it refuses as everybody here does: with a problem document."""

    def preflight_response(self, request_headers: Headers) -> Response:
        """Return the answer to a browser that asks whether it may ask."""
        answer = super().preflight_response(request_headers)
        if answer.status_code == HTTPStatus.OK:
            return answer
        what = bytes(answer.body).decode().removeprefix("Disallowed CORS ")
        refused = refusal(PreflightRefused(f"Not allowed: {what}."))
        refused.headers.update({name: told for name, told in answer.headers.items() if not name.startswith("content-")})
        return refused
