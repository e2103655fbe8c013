"""Headers of a request, as they came."""

from typing import TypeVar

from starlette.requests import HTTPConnection

T = TypeVar("T")


def values_of(request: HTTPConnection, name: bytes) -> list[str]:
    """Return every value of a header, in the order in which they came.

    Args:
        name: in lower case.
    """
    # Starlette's own headers are made anew for each request, and coded anew at each look.
    return [value.decode("latin-1") for given, value in request.scope["headers"] if given == name]


def first_of(request: HTTPConnection, name: bytes, otherwise: T) -> str | T:
    """Return the first value of a header, or something else if it is not there.

    Args:
        name: in lower case.
    """
    for given, value in request.scope["headers"]:
        if given == name:
            return str(value, "latin-1")
    return otherwise
