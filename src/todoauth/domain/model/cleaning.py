"""A cleaning job and its price."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Context, Decimal
from enum import StrEnum
from typing import ClassVar, Self

from todoauth.domain.errors import InvalidValue
from todoauth.domain.model.ids import CleaningId, UserId
from todoauth.domain.model.text import Line, Paragraph, SearchText
from todoauth.domain.model.unset import UNSET, Maybe, keep

_AMOUNT = re.compile(r"[0-9]{1,8}(\.[0-9]{1,2})?")
_EXACT = Context(prec=28, traps=[])  # a host may have set its own precision and traps: a price heeds neither


class CleaningType(StrEnum):
    """How thorough a cleaning is."""

    DUST_UP = "dust_up"
    SPOT_CLEAN = "spot_clean"
    FULL_CLEAN = "full_clean"


@dataclass(frozen=True, slots=True)
class CleaningName(Line):
    """What a cleaning is called."""

    MOST: ClassVar[int] = 100


@dataclass(frozen=True, slots=True)
class Description(Paragraph):
    """What there is to know about a cleaning."""

    MOST: ClassVar[int] = 2_000


@dataclass(frozen=True, slots=True, order=True)
class Price:
    """An exact amount from 0.00 to 99,999,999.99, always with two decimals. Never a float.

    Raises:
        InvalidValue: no decimal number, more than two decimals, negative or too large.
    """

    LEAST: ClassVar[Decimal] = Decimal("0.00")
    MOST: ClassVar[Decimal] = Decimal("99999999.99")

    amount: Decimal

    def __post_init__(self) -> None:
        if not isinstance(self.amount, Decimal) or not self.amount.is_finite():
            raise InvalidValue("must be a decimal number")
        if not self.LEAST <= self.amount <= self.MOST:
            raise InvalidValue(f"must be from {self.LEAST} to {self.MOST}")
        cents = self.amount.quantize(self.LEAST, context=_EXACT)
        if cents != self.amount:
            raise InvalidValue("must have at most two decimals")
        object.__setattr__(self, "amount", cents.copy_abs())

    @classmethod
    def parse(cls, raw: object) -> Self:
        """Read a price from a decimal number, a whole number, or a string such as `9.99`.

        Raises:
            InvalidValue: it is none of these (a float or a bool is not), or no price.
        """
        if isinstance(raw, cls):
            return raw
        if isinstance(raw, str) and not _AMOUNT.fullmatch(raw):
            raise InvalidValue("must be a decimal number with at most two decimals")
        if isinstance(raw, bool) or not isinstance(raw, int | str | Decimal):
            raise InvalidValue("must be a decimal number")
        return cls(Decimal(raw))

    def __str__(self) -> str:
        return str(self.amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class CleaningEdit:
    """What is to become of a cleaning at some time; what is not mentioned stays."""

    name: Maybe[CleaningName] = UNSET
    description: Maybe[Description | None] = UNSET
    cleaning_type: Maybe[CleaningType] = UNSET
    price: Maybe[Price] = UNSET
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Cleaning:
    """A cleaning job on offer. Everybody may read it, only its owner changes it."""

    id: CleaningId
    owner: UserId
    name: CleaningName
    description: Description | None = None
    cleaning_type: CleaningType = CleaningType.SPOT_CLEAN
    price: Price
    created_at: datetime
    updated_at: datetime
    version: int = 1

    def edited(self, edit: CleaningEdit) -> Self:
        """Return the cleaning as edited; the same cleaning where nothing differs."""
        called, told = keep(self.name, edit.name), keep(self.description, edit.description)
        thorough, costs = keep(self.cleaning_type, edit.cleaning_type), keep(self.price, edit.price)
        if (called, told, thorough, costs) == (self.name, self.description, self.cleaning_type, self.price):
            return self
        return replace(
            self,
            name=called,
            description=told,
            cleaning_type=thorough,
            price=costs,
            updated_at=edit.at,
            version=self.version + 1,
        )


@dataclass(frozen=True, slots=True)
class CleaningFilter:
    """Which cleanings are wanted; `None` means all."""

    owner: UserId | None = None
    cleaning_type: CleaningType | None = None
    text: SearchText | None = None
