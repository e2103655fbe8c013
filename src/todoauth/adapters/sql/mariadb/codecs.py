"""How values lie in MariaDB and MySQL: ids as their bytes, times in UTC without saying so, truth as a number."""

from datetime import UTC, datetime
from typing import Final
from uuid import UUID

from todoauth.adapters.sql.compiled import Codec, Codecs
from todoauth.adapters.sql.values import aware, exact


def _id_bytes(id: UUID) -> bytes:
    return id.bytes


def _id(stored: bytes) -> UUID:
    return UUID(bytes=stored)


def _utc(at: datetime) -> datetime:
    return aware(at).astimezone(UTC).replace(tzinfo=None)


def _time(stored: datetime) -> datetime:
    return stored.replace(tzinfo=UTC)


CODECS: Final[Codecs] = {
    "id": Codec(_id_bytes, _id),
    "time": Codec(_utc, _time),
    "amount": Codec(exact, None),
    "truth": Codec(int, bool),
}
