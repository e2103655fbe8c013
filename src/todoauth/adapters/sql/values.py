"""What is refused on every database alike, where one would guess and another would round."""

from datetime import datetime
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Final

_CENT: Final = Decimal("0.01")
EXACT: Final = Context(prec=12, traps=[Inexact, InvalidOperation])
"""Arithmetic on amounts, whatever precision and traps a host may have set for its own."""


def aware(at: datetime) -> datetime:
    """Return `at`.

    Raises:
        ValueError: it has no time zone.
    """
    if at.tzinfo is None:
        raise ValueError("a time without a zone is not stored")
    return at


def exact(amount: Decimal) -> Decimal:
    """Return `amount` with two decimals.

    Raises:
        decimal.Inexact: it has more.
    """
    return EXACT.quantize(amount, _CENT)
