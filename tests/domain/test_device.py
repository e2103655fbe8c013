"""Where a session is used."""

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth import AddressRange, ClientDescription, InvalidValue


@given(st.text())
def test_whatever_a_client_says_is_one_readable_line_or_nothing(said: str):
    client = ClientDescription.of(said)
    if client is not None:
        assert client.text.isprintable()
        assert client.text == client.text.strip()
        assert len(client.text) <= ClientDescription.MOST
        assert ClientDescription.of(client.text) == client


def test_what_shows_nothing_describes_nothing():
    assert [ClientDescription.of(said) for said in ("", " \n", "\u3164", "\u034f")] == [None] * 4


@given(st.ip_addresses())
def test_an_address_is_somewhere_in_its_neighbourhood(address):
    network = AddressRange.around(address)
    assert AddressRange(network.text) == network
    assert AddressRange.around(address + 0) == network
    assert network.text.endswith("/24" if address.version == 4 else "/64")


@given(st.integers(0, 255))
def test_neighbours_are_in_one_neighbourhood(last: int):
    assert AddressRange.around(ip_address(f"192.0.2.{last}")) == AddressRange("192.0.2.0/24")
    assert AddressRange.around(ip_address(f"2001:db8::{last:x}")) == AddressRange("2001:db8::/64")


@pytest.mark.parametrize(
    "text", ["", "192.0.2.0", "192.0.2.1/24", "192.0.2.0/25", "192.0.0.0/16", "2001:DB8::/64", "2001:db8::/48", "x/24"]
)
def test_anything_else_is_no_neighbourhood(text: str):
    with pytest.raises(InvalidValue):
        AddressRange(text)
