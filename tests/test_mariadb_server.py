"""The MariaDB of the tests."""

import pytest

from tests.servers import MariaDbServer
from tests.servers.mariadb import MariaDbMissing, borrowed_server, mariadb_binary


@pytest.mark.system
def test_a_borrowed_server_is_left_as_it_was(mariadb: MariaDbServer):
    before = mariadb.databases()
    with borrowed_server(mariadb.address) as guest:
        guest.create_database("mine")
        assert guest.databases() == ["mine"]
        assert mariadb.databases() != before
    assert mariadb.databases() == before


def test_a_machine_without_a_server_is_told_what_to_install():
    with pytest.raises(MariaDbMissing, match=r"apt install mariadb-server.*TODOAUTH_TEST_MARIADB_URL"):
        mariadb_binary("mariadbd-that-nobody-has", {})
