"""How a body comes in: of the right type, and never larger than 64 KiB."""

import re

from starlette.requests import ClientDisconnect, Request

from todoauth.entrypoints.http.headers import first_of, values_of
from todoauth.entrypoints.http.refusals import BodyTooLarge, MalformedBody, UnsupportedMediaType

JSON, FORM = "application/json", "application/x-www-form-urlencoded"
LARGEST_BODY = 65_536  # bytes

_TYPED = {
    media_type: re.compile(rf'{re.escape(media_type)}(?:[ \t]*;[ \t]*charset="?utf-8"?)?', re.IGNORECASE)
    for media_type in (JSON, FORM)
}


class Admitted(Request):
    """A request whose body is inside and has been read. Nobody reads it again."""

    def __init__(self, request: Request, raw: bytes, value: object) -> None:
        super().__init__(request.scope, request.receive)
        self._raw = raw
        self._value = value

    async def body(self) -> bytes:
        """Return the body as it came."""
        return self._raw

    async def json(self) -> object:
        """Return what the body says."""
        return self._value


async def read_body(request: Request, media_type: str) -> bytes:
    """Return the body, at most 64 KiB of `media_type` in UTF-8. Nothing at all may be of no type.

    Raises:
        UnsupportedMediaType: it is of another type, or encoded in another way.
        BodyTooLarge: it says that it is larger, or turns out to be.
        MalformedBody: it ended before its time.
    """
    is_typed = _is_typed(request, media_type)
    body = await _read(request)
    if body and not is_typed:
        raise UnsupportedMediaType(_rule(media_type))
    return body


async def _read(request: Request) -> bytes:
    declared = first_of(request, b"content-length", "")
    if declared.isdecimal() and (len(declared) > len(str(LARGEST_BODY)) or int(declared) > LARGEST_BODY):
        raise BodyTooLarge
    body = bytearray()
    try:
        async for chunk in request.stream():  # which knows if a dependency of somebody else has read it before
            body += chunk
            if len(body) > LARGEST_BODY:
                raise BodyTooLarge
    except ClientDisconnect:
        raise MalformedBody("The body ended before its time.") from None
    return bytes(body)


def _is_typed(request: Request, media_type: str) -> bool:
    given = values_of(request, b"content-type")
    is_right = len(given) == 1 and _TYPED[media_type].fullmatch(given[0].strip())
    encoding = first_of(request, b"content-encoding", "identity")
    if (given and not is_right) or encoding.lower() != "identity":
        raise UnsupportedMediaType(_rule(media_type))
    return bool(given)


def _rule(media_type: str) -> str:
    return f"The body must be {media_type} in UTF-8."
