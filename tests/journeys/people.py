"""People who use the service over HTTP."""

from dataclasses import dataclass, field
from itertools import count

import httpx2

from tests.servers import RunningService

PASSWORD = "correct horse battery staple"
_numbers = count(1)


@dataclass
class Person:
    """Somebody with a name, a password and perhaps tokens."""

    web: httpx2.Client
    name: str = field(default_factory=lambda: f"ada.{next(_numbers)}")
    password: str = PASSWORD
    tokens: dict[str, str] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return f"{self.name}@example.org"

    def sign_up(self, **more: object) -> httpx2.Response:
        return self.web.post("/users/sign-up", json={"username": self.name, "password": self.password, **more})

    def log_in(self, name: str | None = None) -> httpx2.Response:
        answer = self.web.post("/users/log-in", json={"username": name or self.name, "password": self.password})
        if answer.status_code == 200:
            self.tokens = answer.json()
        return answer

    def refresh(self, token: str) -> httpx2.Response:
        return self.web.post("/auth/token", data={"grant_type": "refresh_token", "refresh_token": token})

    def ask(self, method: str, path: str, **request: object) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.tokens['access_token']}", **request.pop("headers", {})}  # type: ignore[dict-item]  # what else comes is passed on
        return self.web.request(method, path, headers=headers, **request)  # type: ignore[arg-type]  # likewise

    def prove_address(self, service: RunningService) -> httpx2.Response:
        printed = len(service.console)
        self.ask("POST", "/users/email/otp", json={"email": self.address})
        code = service.wait_for(r"Your code is (\d{6})", since=printed)[1]
        return self.ask("POST", "/users/email/otp/verify", json={"email": self.address, "otp": code})


def newcomer(web: httpx2.Client) -> Person:
    """Somebody who has signed up and logged in."""
    person = Person(web)
    assert person.sign_up().status_code == 201
    assert person.log_in().status_code == 200
    return person
