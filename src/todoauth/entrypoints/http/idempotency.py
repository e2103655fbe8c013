"""`Idempotency-Key`: how a client says that it asks for the same thing again."""

from typing import Annotated, Any, Final, TypeAlias

from fastapi import Depends, Request

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.rotation import IdempotencyKey
from todoauth.entrypoints.http.refusals import MalformedHeader

KEY_SCHEMA: Final[dict[str, Any]] = {  # Any, as FastAPI declares it
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "sent again with the same request, and with no other",
    "schema": {"type": "string", "pattern": r"^[\x21-\x7e]{1,255}$"},
}


async def sent_key(request: Request) -> IdempotencyKey | None:
    """Return the key, or `None` where there is none.

    Raises:
        MalformedHeader: it is there twice, or makes no sense.
    """
    keys = request.headers.getlist("idempotency-key")
    if not keys:
        return None
    if len(keys) > 1:
        raise MalformedHeader("Idempotency-Key must not be repeated.")
    try:
        return IdempotencyKey(keys[0].strip())
    except InvalidValue as error:
        raise MalformedHeader(f"Idempotency-Key {error.reason}.") from None


SentKey: TypeAlias = Annotated[IdempotencyKey | None, Depends(sent_key)]
