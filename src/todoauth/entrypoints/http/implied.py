"""What a route can refuse by virtue of what it needs, so that no route has to say it."""

from collections.abc import Iterator

from fastapi.dependencies.models import Dependant

from todoauth.domain.errors import (
    EmailNotProved,
    InvalidToken,
    InvalidValue,
    Outdated,
    PreconditionRequired,
    TooManyAttempts,
    Unavailable,
)
from todoauth.entrypoints.http.callers import BearerToken, client, current_user, current_writer
from todoauth.entrypoints.http.etags import expected_version
from todoauth.entrypoints.http.guarding import acting, changing
from todoauth.entrypoints.http.refusals import (
    BodyTooLarge,
    InternalError,
    MalformedBody,
    MalformedHeader,
    UnsupportedMediaType,
)

ALWAYS = (InvalidValue, Unavailable, InternalError)
BY_BODY = (MalformedBody, BodyTooLarge, UnsupportedMediaType)


def asks_who(dependant: Dependant) -> bool:
    """Return whether a route wants to know who is asking."""
    return any(isinstance(needed.call, BearerToken) for needed in needs(dependant))


def counts(dependant: Dependant) -> bool:
    """Return whether a route counts its client or its caller, who are told what is left."""
    return any(needed.call in (client, current_writer, changing) for needed in needs(dependant))


def implied_by(dependant: Dependant) -> Iterator[type[Exception]]:
    """Yield the errors that come with what a route needs."""
    yield from ALWAYS
    if dependant.body_params:
        yield from BY_BODY
    for needed in needs(dependant):
        if isinstance(needed.call, BearerToken):
            yield InvalidToken
        elif needed.call in (current_user, acting):
            yield EmailNotProved
        elif needed.call in (current_writer, changing):
            yield TooManyAttempts
        elif needed.call is expected_version:
            yield from (MalformedHeader, Outdated, PreconditionRequired)


def needs(dependant: Dependant) -> Iterator[Dependant]:
    """Yield all that a route needs, and what that needs in its turn."""
    for needed in dependant.dependencies:
        yield needed
        yield from needs(needed)
