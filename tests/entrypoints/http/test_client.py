from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth import AddressRange, ClientDescription, Device
from todoauth.entrypoints.http.client import client_of, device_of, is_operator, is_trusted

PROXIES = [ip_network("10.0.0.0/8"), ip_network("fd00::/8"), ip_network("127.0.0.1")]


def a_connection(peer: str | None, *forwarded: str) -> dict[str, Any]:
    return {
        "client": (peer, 1) if peer else None,
        "headers": [(b"x-forwarded-for", line.encode("latin-1")) for line in forwarded],
    }


@pytest.mark.parametrize(
    ("peer", "forwarded", "client"),
    [
        ("203.0.113.7", [], "203.0.113.7"),
        ("203.0.113.7", ["198.51.100.1"], "203.0.113.7"),
        ("10.0.0.1", [], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, 198.51.100.1, 10.9.9.9"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6", "198.51.100.1,10.9.9.9"], "198.51.100.1"),
        ("10.0.0.1", ["10.0.0.3, 10.0.0.2"], "10.0.0.3"),
        ("10.0.0.1", ["198.51.100.1, nonsense"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1, nonsense, 10.0.0.2"], "10.0.0.2"),
        ("10.0.0.1", ["198.51.100.1:4711"], "198.51.100.1"),
        ("10.0.0.1", ["6.6.6.6, [2001:db8:1:2::7]:4711"], "2001:db8:1:2::/64"),
        ("10.0.0.1", ["[2001:db8:1:2::7]"], "2001:db8:1:2::/64"),
        ("10.0.0.1", ["198.51.100.1:port"], "10.0.0.1"),
        ("10.0.0.1", ["[198.51.100.1"], "10.0.0.1"),
        ("10.0.0.1", ["198.51.100.1", "unknown"], "10.0.0.1"),
        ("10.0.0.1", [" 198.51.100.1\t,10.0.0.2 "], "198.51.100.1"),
        ("10.0.0.1", [""], "10.0.0.1"),
        ("10.0.0.1", ["\xe9"], "10.0.0.1"),
        ("::ffff:203.0.113.7", [], "203.0.113.7"),
        ("::ffff:10.0.0.1", ["::ffff:198.51.100.1"], "198.51.100.1"),
        ("2001:db8:1:2:3:4:5:6", [], "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::1", [], "2001:db8:1:2::/64"),
        ("fd00::1", ["2001:db8::1"], "2001:db8::/64"),
        ("127.0.0.1", ["9.9.9.9"], "9.9.9.9"),
        (None, ["9.9.9.9"], "local"),
        ("unix", ["9.9.9.9"], "local"),
    ],
)
def test_the_client_is_the_nearest_address_that_no_trusted_proxy_has(
    peer: str | None, forwarded: list[str], client: str
) -> None:
    assert client_of(a_connection(peer, *forwarded), PROXIES) == client


def test_nobody_is_believed_where_no_proxy_is_trusted() -> None:
    connection = a_connection("127.0.0.1", "9.9.9.9")
    assert client_of(connection, []) == "127.0.0.1"
    assert not is_trusted(connection, [])
    assert is_trusted(connection, PROXIES)
    assert not is_trusted(a_connection(None), PROXIES)


@pytest.mark.parametrize(
    ("peer", "network"),
    [
        ("203.0.113.7", "203.0.113.0/24"),
        ("::ffff:203.0.113.7", "203.0.113.0/24"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("::1", "::/64"),
        ("10.0.0.1", "198.51.100.0/24"),
        (None, None),
    ],
)
def test_a_device_is_somewhere_near(peer: str | None, network: str | None) -> None:
    device = device_of(a_connection(peer, "198.51.100.1"), PROXIES)
    assert device == Device(network=network and AddressRange(network))  # type: ignore[arg-type]  # never empty


@pytest.mark.parametrize(
    ("said", "client"),
    [
        ([b"curl/8.5"], "curl/8.5"),
        ([b"  curl/8.5 \t (a  b)\x1b[31m\x85 "], "curl/8.5 (a b) [31m"),
        ([b"curl/8.5", b"Lynx"], "curl/8.5 Lynx"),
        ([b"caf\xe9"], "caf\u00e9"),
        ([b"x" * 199 + b" y"], "x" * 199),
        ([b"x" * 9_999], "x" * 200),
        ([b""], None),
        ([b" \xa0\x00 "], None),
        ([], None),
    ],
)
def test_a_client_is_what_can_be_read_of_what_it_says(said: list[bytes], client: str | None) -> None:
    connection = {"client": None, "headers": [(b"user-agent", line) for line in said]}
    assert device_of(connection, []).client == (client and ClientDescription(client))


@given(
    st.lists(st.text(st.characters(max_codepoint=255), max_size=40) | st.ip_addresses().map(str)),
    st.ip_addresses(v=4, network="198.51.100.0/24") | st.ip_addresses(v=6, network="2001:db8::/32"),
)
def test_whatever_a_client_claims_it_is_who_the_proxy_saw(claimed: list[str], seen: Any) -> None:
    honest = client_of(a_connection("10.0.0.1", str(seen)), PROXIES)
    assert client_of(a_connection("10.0.0.1", *claimed, str(seen)), PROXIES) == honest
    assert client_of(a_connection("10.0.0.1", ",".join([*claimed, str(seen)])), PROXIES) == honest
    assert client_of(a_connection(str(seen), *claimed), PROXIES) == honest


@pytest.mark.parametrize(
    ("peer", "header", "is_one"),
    [
        ("127.0.0.1", None, True),
        ("::ffff:127.0.0.1", None, True),
        ("::1", None, False),
        ("203.0.113.7", None, False),
        (None, None, False),
        ("127.0.0.1", b"x-forwarded-for", False),
        ("127.0.0.1", b"x-forwarded-proto", False),
        ("127.0.0.1", b"forwarded", False),
        ("127.0.0.1", b"via", False),
        ("127.0.0.1", b"x-real-ip", False),
    ],
)
def test_operators_are_known_by_their_own_connection(peer: str | None, header: bytes | None, is_one: bool) -> None:
    connection = {**a_connection(peer), "headers": [(header, b"127.0.0.1")] if header else [(b"host", b"x")]}
    assert is_operator(connection, [ip_network("127.0.0.0/8")]) is is_one
