"""What clients see of the service through nginx."""

import re
from collections.abc import Iterator

import httpx2
import pytest

from tests.journeys.people import newcomer
from tests.readme import walk
from tests.topology.mail import code_for
from tests.topology.parts import Topology

pytestmark = pytest.mark.system


@pytest.fixture
def web(whole: Topology) -> Iterator[httpx2.Client]:
    with whole.client("127.0.0.2") as web:
        yield web


def test_the_journey_of_the_readme_goes_through(whole: Topology) -> None:
    walk(f"{whole.origin}/api", code=lambda: code_for(whole, "ada@example.org"))


def test_the_docs_page_finds_all_that_it_needs(web: httpx2.Client) -> None:
    page = web.get("/docs")
    needed = re.findall(r'(?:src|href)="([^":]+)"', page.text)
    assert len(needed) >= 3
    for address in needed:
        assert web.get(page.url.join(address)).status_code == 200, address
    document = web.get("/openapi.json").json()
    assert all(path.startswith("/api") for path in document["paths"])
    log_in = next(iter(document["components"]["securitySchemes"].values()))["flows"]["password"]["tokenUrl"]
    assert web.post(page.url.join(log_in), data={}).status_code == 400


def test_every_address_that_is_told_can_be_followed(whole: Topology, web: httpx2.Client) -> None:
    person = newcomer(web)
    made = person.ask("POST", "/todos", json={"content": "Buy milk"})
    there = made.request.url.join(made.headers["Location"])
    assert person.ask("GET", str(there)).json() == made.json()
    for link in web.get(f"{whole.origin}/api").json()["links"].values():
        assert web.get(made.request.url.join(link)).status_code == 200


def test_a_client_keeps_the_id_of_its_request(web: httpx2.Client) -> None:
    answer = web.get("/health/live", headers={"X-Request-ID": "chosen-by-a-client"})
    assert answer.headers["X-Request-ID"] == "chosen-by-a-client"


def test_what_a_client_says_of_its_way_is_not_believed(whole: Topology) -> None:
    def tries(web: httpx2.Client) -> Iterator[int]:
        for number in range(100):
            spoofed = dict.fromkeys(("X-Forwarded-For", "X-Real-IP"), f"198.51.100.{number}")
            yield web.post(
                "/users/sign-up", json={"username": "eve", "password": "password"}, headers=spoofed
            ).status_code

    with whole.client("127.0.0.3") as liar, whole.client("127.0.0.4") as neighbour:
        assert 429 in tries(liar)
        assert newcomer(neighbour).tokens


def test_clients_are_not_told_what_the_service_leans_on(web: httpx2.Client) -> None:
    assert web.get("/health/ready").json() == {"status": "ready"}
