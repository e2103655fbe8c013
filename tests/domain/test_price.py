"""Prices: exact, with two decimals, and never a float."""

import decimal
from decimal import Decimal
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from todoauth import InvalidValue, Price


@given(builders.prices)
def test_a_price_reads_back_as_itself(price: Price):
    again = Price.parse(str(price))
    assert again == price
    assert str(again) == str(price)
    assert Price.parse(price) is price


@given(st.integers(0, 9_999_999_999))
def test_a_price_is_exact_to_the_cent(cents: int):
    price = Price(Decimal(cents).scaleb(-2))
    assert price.amount * 100 == cents
    assert str(price) == f"{cents // 100}.{cents % 100:02}"


@given(builders.prices, builders.prices)
def test_prices_compare_as_their_amounts_do(one: Price, other: Price):
    assert (one < other) == (one.amount < other.amount)
    assert (one == other) == (one.amount == other.amount)


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        *(("9.99", "9.99"), ("9.9", "9.90"), ("9", "9.00"), ("0", "0.00"), ("0.00", "0.00"), ("007.5", "7.50")),
        *((0, "0.00"), (12, "12.00"), (99_999_999, "99999999.00"), ("99999999.99", "99999999.99")),
        *((Decimal("1.10"), "1.10"), (Decimal("1.1000"), "1.10"), (Decimal("1E+2"), "100.00"), (Decimal("-0"), "0.00")),
    ],
)
def test_a_price_always_has_two_decimals(raw: object, shown: str):
    price = Price.parse(raw)
    assert str(price) == shown
    assert price.amount.as_tuple().exponent == -2


@pytest.mark.parametrize(
    "raw",
    [
        *(
            "",
            " ",
            "5 ",
            " 5",
            "5\n",
            "5.",
            ".5",
            "5,00",
            "5_0",
            "+5",
            "-5",
            "-0",
            "1e2",
            "0x5",
            "NaN",
            "Infinity",
            "-Infinity",
        ),
        *("1.005", "100000000", "100000000.00", "1e400", "٥", "５", "५.५०", "five", "9.99.9", "1" * 65_536),
    ],
    ids=ascii,
)
def test_text_is_a_price_only_in_plain_digits(raw: str):
    with pytest.raises(InvalidValue, match="decimal number with at most two decimals"):
        Price.parse(raw)


@pytest.mark.parametrize(
    "raw", [True, False, 1.5, 0.0, float("nan"), float("inf"), 5j, None, b"5", [5], {"amount": 5}], ids=repr
)
def test_floats_and_flags_are_no_prices(raw: object):
    with pytest.raises(InvalidValue, match="must be a decimal number"):
        Price.parse(raw)


@pytest.mark.parametrize("text", ["NaN", "sNaN", "Infinity", "-Infinity"])
def test_a_price_is_finite(text: str):
    with pytest.raises(InvalidValue, match="must be a decimal number"):
        Price(Decimal(text))


@pytest.mark.parametrize("raw", [-1, 100_000_000, Decimal("-0.01"), Decimal("99999999.991"), Decimal("1e400")])
def test_a_price_is_neither_negative_nor_too_large(raw: object):
    with pytest.raises(InvalidValue, match=r"must be from 0\.00 to 99999999\.99"):
        Price.parse(raw)


def test_a_whole_number_beyond_what_python_would_print_is_too_large():
    with pytest.raises(InvalidValue, match="must be from"):
        Price.parse(10**5_000)


@pytest.mark.parametrize("text", ["1.005", "0.001", "99999999.985", "1E-1000000", "0." + "0" * 60 + "1"])
def test_a_fraction_of_a_cent_is_refused_and_never_rounded(text: str):
    with pytest.raises(InvalidValue, match="at most two decimals"):
        Price(Decimal(text))


@pytest.mark.parametrize("raw", [5, 1.5, "5.00", None])
def test_a_price_is_made_of_a_decimal_alone(raw):
    with pytest.raises(InvalidValue, match="must be a decimal number"):
        Price(raw)


class TestOnHostsThatCalculateInOtherWays:
    STRANGE: ClassVar = [
        decimal.Context(prec=3),
        decimal.Context(prec=3, traps=[decimal.Inexact, decimal.Rounded, decimal.FloatOperation]),
        decimal.Context(prec=3, rounding=decimal.ROUND_UP),
    ]

    @pytest.mark.parametrize("context", STRANGE)
    def test_a_price_stays_exact(self, context: decimal.Context):
        with decimal.localcontext(context):
            assert str(Price.parse("12345678.91")) == "12345678.91"

    @pytest.mark.parametrize("context", STRANGE)
    def test_a_fraction_of_a_cent_stays_refused(self, context: decimal.Context):
        with decimal.localcontext(context), pytest.raises(InvalidValue, match="at most two decimals"):
            Price(Decimal("1.005"))
