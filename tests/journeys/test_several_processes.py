"""The service as several processes: codes, limits and sessions are shared, and a worker delivers the mail."""

from collections.abc import Iterator
from secrets import token_urlsafe

import httpx2
import pytest

from tests.journeys.conftest import QUICK
from tests.journeys.people import Person
from tests.servers import PostgresServer, free_port, running_service, running_worker
from tests.servers.processes import wait_until
from tests.servers.redis import RedisServer, redis_server
from tests.servers.smtp import MailServer, mail_server

__all__ = ["redis_server"]


@pytest.fixture
def shared(postgres: PostgresServer, redis_server: RedisServer) -> Iterator[dict[str, str]]:
    """Settings of processes that belong together."""
    yield {
        **QUICK,
        "TODOAUTH_SECRET_KEY": token_urlsafe(32),
        "TODOAUTH_DATABASE_URL": postgres.create_database("several"),
        "TODOAUTH_REDIS_URL": redis_server.url,
        "TODOAUTH_ALLOW_PLAINTEXT": "true",
    }
    postgres.drop_database("several")


def code_in(mails: MailServer, address: str) -> str:
    """The code in the last mail to an address, once there is one."""
    wait_until(lambda: bool(mails.to(address)))
    return mails.to(address)[-1].code


def test_what_one_process_begins_another_finishes(shared: dict[str, str]) -> None:
    with (
        mail_server() as mails,
        running_service({**shared, "TODOAUTH_SMTP_URL": mails.url()}) as first,
        running_service({**shared, "TODOAUTH_SMTP_URL": mails.url()}) as second,
        httpx2.Client(base_url=first.base_url, timeout=30) as here,
        httpx2.Client(base_url=second.base_url, timeout=30) as there,
    ):
        person = Person(here)
        assert person.sign_up(email=person.address).status_code == 201
        person.web = there
        assert person.log_in().status_code == 200
        guess = {"email": person.address, "otp": code_in(mails, person.address)}
        assert person.ask("POST", "/users/email/otp/verify", json=guess).status_code == 200
        person.web = here
        assert person.ask("POST", "/users/email/otp/verify", json=guess).status_code == 400
        assert person.ask("POST", "/users/log-out").status_code == 204
        person.web = there
        assert person.ask("GET", "/users/me").status_code == 401


def test_mail_that_one_process_leaves_behind_is_delivered_by_a_worker(shared: dict[str, str]) -> None:
    port = free_port()
    shared["TODOAUTH_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
    with running_service(shared) as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        person = Person(web)
        assert person.sign_up(email=person.address).status_code == 201
    with mail_server(port=port) as mails, running_worker(shared):
        code = code_in(mails, person.address)
    with running_service(shared) as service, httpx2.Client(base_url=service.base_url, timeout=30) as web:
        person.web = web
        person.log_in()
        guess = {"email": person.address, "otp": code}
        assert person.ask("POST", "/users/email/otp/verify", json=guess).json()["is_verified"] is True
