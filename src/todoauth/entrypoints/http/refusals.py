"""What is refused before anybody looks at what is asked for.

As with the errors of the domain, the class name becomes the slug and the first line of the docstring the title.
"""

from collections.abc import Iterable


class RequestRefused(Exception):
    """The request cannot be taken as it is. Never raised itself.

    Args:
        reason: what is wrong, as a sentence. It never repeats what was sent.
    """

    def __init__(self, reason: str | None = None) -> None:
        super().__init__(reason)
        self.reason = reason


class MalformedRequest(RequestRefused):
    """The request is not what HTTP says it should be."""


class MalformedBody(RequestRefused):
    """The body is not what it should be."""


class MalformedHeader(RequestRefused):
    """A header is not what it should be."""


class UpgradeRefused(RequestRefused):
    """This connection stays with HTTP/1.1."""


class PreflightRefused(RequestRefused):
    """A page from there may not ask for that."""


class MethodNotAllowed(RequestRefused):
    """There is something here, but this cannot be done with it.

    Args:
        allow: the methods that can be used instead.
    """

    def __init__(self, allow: Iterable[str]) -> None:
        super().__init__()
        self.allow = tuple(sorted(allow))


class RequestTooSlow(RequestRefused):
    """The request took too long to arrive."""


class BodyTooLarge(RequestRefused):
    """The body is larger than 64 KiB."""


class TargetTooLong(RequestRefused):
    """The path and the query are longer than 8 KiB."""


class UnsupportedMediaType(RequestRefused):
    """The body is of a type that is not taken here."""


class UnknownHost(RequestRefused):
    """No host of that name is served here."""


class HeadersTooLarge(RequestRefused):
    """The headers are more than 64, or larger than 16 KiB."""


class InternalError(Exception):
    """Something went wrong on our side."""
