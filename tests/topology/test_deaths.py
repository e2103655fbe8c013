"""What it costs when a process is killed while people work."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Event, Thread

import pytest

from tests.journeys.people import Person, newcomer
from tests.servers.processes import wait_until
from tests.servers.smtp import Reply
from tests.topology.mail import mails_for
from tests.topology.parts import Topology

pytestmark = pytest.mark.system

CLIENTS = 6


def test_a_killed_app_costs_no_more_than_what_it_had_in_hand(whole: Topology) -> None:
    first, second = whole.apps
    with whole.client("127.0.0.5") as web:
        person = newcomer(web)
        with working(whole, person) as answers:
            wait_until(lambda: answers.total() > 50)
            first.kill()
            before = answers.total()
            wait_until(lambda: answers.total() > before + 100)
        failed = answers - Counter({("POST", 201): answers.total(), ("GET", 200): answers.total()})
        assert set(failed) <= {("POST", 502)}
        assert failed.total() <= CLIENTS
        assert answers["POST", 201] <= len(list(todos(person))) <= answers["POST", 201] + failed.total()

        first.start()
        wait_until(lambda: person.ask("GET", "/users/me").is_success and "/users/me" in first.running.console)
        second.kill()
        assert {person.ask("POST", "/todos", json={"content": "Go on"}).status_code for _ in range(20)} == {201}
        second.start()


def test_what_a_killed_worker_held_is_delivered_by_another(whole: Topology) -> None:
    with whole.client("127.0.0.6") as web:
        person = newcomer(web)
        addresses = list[str]()
        held = whole.worker_mails.connections
        with mails_held(whole):
            while whole.worker_mails.connections == held:  # an app whose hands are full leaves the next to another
                taken = connections(whole)
                addresses.append(f"home{len(addresses)}.{person.name}@example.org")
                assert person.ask("POST", "/users/email/otp", json={"email": addresses[-1]}).status_code == 202
                wait_until(partial(more_connections, whole, taken))
            whole.worker.kill()
        wait_until(lambda: all(len(mails_for(whole, address)) == 1 for address in addresses))
        assert not any(whole.worker_mails.to(address) for address in addresses)
        whole.worker.start()


@contextmanager
def mails_held(whole: Topology) -> Iterator[None]:
    """No mail is taken before the block is left."""
    taken = Event()
    for server in (whole.mails, whole.worker_mails):
        server.replies["RCPT"] = Reply(once=taken)
    try:
        yield
    finally:
        taken.set()
        for server in (whole.mails, whole.worker_mails):
            del server.replies["RCPT"]


def more_connections(whole: Topology, than: int) -> bool:
    return connections(whole) > than


def connections(whole: Topology) -> int:
    """How often a mail server was called so far."""
    return whole.mails.connections + whole.worker_mails.connections


@contextmanager
def working(whole: Topology, person: Person) -> Iterator[Counter[tuple[str, int]]]:
    """Somebody works with several clients at a time while the block lasts; how often there was which answer."""
    answers: Counter[tuple[str, int]] = Counter()
    enough = Event()

    def work() -> None:
        with whole.client("127.0.0.5") as web:
            mine = Person(web, name=person.name, tokens=person.tokens)
            while not enough.is_set():
                answers["POST", mine.ask("POST", "/todos", json={"content": "Work"}).status_code] += 1
                answers["GET", mine.ask("GET", "/todos?limit=1").status_code] += 1

    threads = [Thread(target=work) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    try:
        yield answers
    finally:
        enough.set()
        for thread in threads:
            thread.join()


def todos(person: Person) -> Iterator[dict[str, object]]:
    """All that somebody has to do."""
    after = ""
    while after is not None:
        page = person.ask("GET", f"/todos?limit=100{after and f'&cursor={after}'}").json()
        yield from page["todos"]
        after = page["next_cursor"]
