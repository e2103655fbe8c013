"""Headers of a request, as they came."""

from starlette.requests import HTTPConnection


def values_of(request: HTTPConnection, name: bytes) -> list[str]:
    """Return every value of a header, in the order in which they came.

    Args:
        name: in lower case.
    """
    # Starlette's own headers are made anew for each request, and coded anew at each look.
    return [value.decode("latin-1") for given, value in request.scope["headers"] if given == name]
