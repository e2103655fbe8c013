"""Where a MariaDB is."""

import ssl

import pytest

from todoauth.adapters.sql.mariadb.address import MariaDbAddress

MODES = [
    ("require", ssl.CERT_NONE, False),
    ("verify-ca", ssl.CERT_REQUIRED, False),
    ("verify-full", ssl.CERT_REQUIRED, True),
]


def test_a_url_says_it_all():
    address = MariaDbAddress.parse("mariadb://a%40b:p%2Fw@[::1]:3307/to%20do?sslmode=verify-full")
    assert address == MariaDbAddress(
        host="::1", port=3307, database="to do", user="a@b", password="p/w", sslmode="verify-full"
    )
    assert "p/w" not in repr(address)


@pytest.mark.parametrize(("mode", "verifies", "names"), MODES)
def test_modes_mean_what_they_mean_elsewhere(mode: str, verifies: ssl.VerifyMode, names: bool):
    context = MariaDbAddress.parse(f"mysql://db/todo?sslmode={mode}").tls()
    assert context is not None
    assert (context.verify_mode, context.check_hostname) == (verifies, names)


def test_nothing_is_encrypted_unasked():
    address = MariaDbAddress.parse("mysql://db/todo")
    assert (address.tls(), address.port, address.user) == (None, 3306, None)


@pytest.mark.parametrize(
    "url",
    [
        "mysql://ada:hunter2@db",
        "mysql://ada:hunter2@/todo",
        "mysql://ada:hunter2@db:99999/todo",
        "mysql://ada:hunter2@db/todo?sslmode=hunter2",
        "mysql://ada:hunter2@db/todo?local_infile=1",
        "mysql+asyncmy://ada:hunter2@db/todo",
    ],
)
def test_what_is_no_address_is_refused_and_not_repeated(url: str):
    with pytest.raises(ValueError, match=r"^must") as refused:
        MariaDbAddress.parse(url)
    assert "hunter2" not in str(refused.value)
