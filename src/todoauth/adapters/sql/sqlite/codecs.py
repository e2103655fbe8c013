"""What SQLite stores for the types that it does not know.

Each form sorts as its values do and gives back exactly what went in: ids are 16 bytes, times whole microseconds since
1970 in UTC, amounts whole cents.
"""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Final
from uuid import UUID, SafeUUID

from todoauth.adapters.sql.compiled import Codec, Codecs
from todoauth.adapters.sql.values import EXACT, aware, exact

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_new, _put, _UNKNOWN = object.__new__, object.__setattr__, SafeUUID.unknown


def _id_bytes(id: UUID) -> bytes:
    return id.bytes


def _id(stored: bytes) -> UUID:
    # As its constructor does it, which asks first in which of six forms an id is given: a third of the time.
    made = _new(UUID)
    _put(made, "int", int.from_bytes(stored))
    _put(made, "is_safe", _UNKNOWN)
    return made


def _microseconds(at: datetime) -> int:
    return (aware(at) - _EPOCH) // _MICROSECOND


def _time(stored: int) -> datetime:
    return _EPOCH + stored * _MICROSECOND


def _cents(amount: Decimal) -> int:
    return int(EXACT.scaleb(exact(amount), 2))


def _amount(stored: int) -> Decimal:
    return EXACT.scaleb(stored, -2)


CODECS: Final[Codecs] = {
    "id": Codec(_id_bytes, _id),
    "time": Codec(_microseconds, _time),
    "amount": Codec(_cents, _amount),
    "truth": Codec(int, bool),
}
