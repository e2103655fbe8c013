"""What people are told while something is away."""

from collections.abc import Callable

import httpx2

from tests.servers.processes import wait_until

Ask = Callable[[], httpx2.Response]


def require_patience(answer: httpx2.Response, seconds: int) -> None:
    """It says to come back after so many seconds, and nothing of what is wrong."""
    assert answer.status_code == 503, answer.text
    assert answer.headers["retry-after"] == str(seconds)
    assert answer.headers["content-type"] == "application/problem+json"
    assert set(answer.json()) == {"type", "title", "status"}


def answered(ask: Ask, status: int) -> httpx2.Response:
    """The first answer with a status; all others until then say to come back."""
    answers: list[httpx2.Response] = []

    def has_come() -> bool:
        answers.append(ask())
        assert answers[-1].status_code in {status, 503}, answers[-1].text
        return answers[-1].status_code == status

    wait_until(has_come)
    return answers[-1]
