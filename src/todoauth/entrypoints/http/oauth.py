"""The forms and the errors of OAuth 2.0 (RFC 6749 sections 3.2 and 5.2)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from fastapi import Depends, Request
from fastapi.exceptions import RequestValidationError
from starlette.responses import Response

from todoauth.domain.errors import AuthenticationFailed, Unavailable
from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.answering import NO_STORE, answer, refusal
from todoauth.entrypoints.http.catalogue import Responses
from todoauth.entrypoints.http.door import FORM, read_body
from todoauth.entrypoints.http.form_door import parse_form
from todoauth.entrypoints.http.problems import row_of, title_of
from todoauth.entrypoints.http.refusals import InternalError, MalformedBody, RequestRefused
from todoauth.entrypoints.http.routes import PublicRoute

REFUSALS: Responses = {
    400: {"model": schemas.OAuthError, "description": "The request makes no sense, or what it offers is not accepted."},
    413: {"model": schemas.OAuthError, "description": "The form is larger than 64 KiB."},
    415: {"model": schemas.OAuthError, "description": "The body is no form."},
}


class UnsupportedGrantType(Exception):
    """No tokens are given for a grant of that type."""


@dataclass(frozen=True, slots=True)
class Form:
    """The fields that have a value. Those that nobody asks for are ignored (RFC 6749 section 3.2)."""

    fields: Mapping[str, str]

    @property
    def grant_type(self) -> str:
        """What is offered for tokens. A name and a password without another word are a password grant.

        Raises:
            MalformedBody: nothing is offered.
        """
        is_log_in = {"username", "password"} <= self.fields.keys()
        return "password" if is_log_in and "grant_type" not in self.fields else self["grant_type"]

    def __getitem__(self, name: str) -> str:
        """Return the value of a field.

        Raises:
            MalformedBody: it has none.
        """
        if name not in self.fields:
            raise MalformedBody(f"The form must have a {name}.")
        return self.fields[name]


async def form_of(request: Request) -> Form:
    """Return the form that was sent.

    Raises:
        UnsupportedMediaType: it is no form.
        BodyTooLarge: it is larger than 64 KiB.
        MalformedBody: it cannot be read.
    """
    return Form(parse_form(await read_body(request, FORM)))


SentForm: TypeAlias = Annotated[Form, Depends(form_of)]


class OAuthRoute(PublicRoute):
    """A route for OAuth clients: they are told what is wrong in words that they know."""

    def implied(self) -> Iterable[type[Exception]]:
        """Return what is told as elsewhere."""
        return Unavailable, InternalError

    def refuse(self, error: Exception) -> Response:
        """Return what RFC 6749 section 5.2 has for an error; a problem document where it has nothing."""
        match error:
            case AuthenticationFailed():
                return _told("invalid_grant", title_of(type(error)))
            case UnsupportedGrantType():
                return _told("unsupported_grant_type", title_of(type(error)))
            case RequestValidationError():
                return _told("invalid_request", "There is a parameter in the address that is not known here.")
            case RequestRefused():
                return _told("invalid_request", error.reason or title_of(type(error)), row_of(type(error)).status)
            case _:
                return refusal(error)


def _told(code: str, description: str, status: int = 400) -> Response:
    return answer({"error": code, "error_description": description}, status, NO_STORE)


def form_schema(*required: str, **properties: Mapping[str, object]) -> dict[str, Any]:  # Any, as FastAPI declares it
    """Return a request body as OpenAPI has it."""
    schema = {"type": "object", "required": list(required), "properties": properties}
    return {"requestBody": {"required": True, "content": {FORM: {"schema": schema}}}}
