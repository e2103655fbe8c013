"""What is there once everything is over, as its owners read it."""

import asyncio
import time
from typing import Any

import httpx2

from tests.campaigns.checker import Found, Todo
from tests.campaigns.crowd import Crowd, Device
from tests.campaigns.deeds import Outcome


async def found(crowd: Crowd, *, seconds_for_mail: float = 60.0) -> Found:
    """Read everything back; wait so long for mail that is owed."""
    # First, for whoever logs in too often ends an older session.
    open_sessions = [device for device in crowd.devices if device.tokens]
    alive = [device for device in open_sessions if await _spend(device, device.tokens["refresh_token"])]
    spent = {device.session for device in alive if device.spent and await _spend(device, device.spent)}
    passwords: set[str] = set()
    todos: dict[str, Todo] = {}
    addresses: dict[str, str] = {}
    for deed in crowd.journal.of("sign up"):
        person = {"username": deed.to, "password": deed.mark}
        answer = await _asked(crowd, "POST", "/users/log-in", json=person)
        if answer.is_success:
            passwords.add(deed.mark)
            todos |= await _todos(crowd, answer.json()["access_token"])
            addresses[deed.to] = (await _read(crowd, "/users/me", answer.json()["access_token"]))["email"] or ""
    return Found(
        passwords=passwords,
        todos=todos,
        addresses=addresses,
        sessions={device.session for device in alive},
        spent=spent,
        mails=await _mails(crowd, seconds_for_mail),
    )


async def _todos(crowd: Crowd, token: str) -> dict[str, Todo]:
    todos: dict[str, Todo] = {}
    cursor = ""
    while True:
        page = await _read(crowd, f"/todos?limit=100{cursor}", token)
        todos |= {todo["id"]: Todo(todo["content"], todo["version"]) for todo in page["todos"]}
        if page["next_cursor"] is None:
            return todos
        cursor = f"&cursor={page['next_cursor']}"


async def _read(crowd: Crowd, path: str, token: str) -> Any:
    return (await _asked(crowd, "GET", path, headers={"Authorization": f"Bearer {token}"})).json()


async def _spend(device: Device, token: str) -> bool:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return (await _asked(device.crowd, "POST", "/auth/token", data=form)).is_success


async def _asked(crowd: Crowd, method: str, path: str, **request: Any) -> httpx2.Response:
    answer = await crowd.ask(method, path, **request)
    # Whatever failed must be over by now, and a limit would look like a loss.
    if answer.is_server_error or answer.status_code == 429:
        answer.raise_for_status()
    return answer


async def _mails(crowd: Crowd, seconds: float) -> set[str]:
    deadline = time.monotonic() + seconds
    owed = {deed.mark for deed in crowd.journal.of("ask", outcome=Outcome.OK)}
    while True:
        arrived = {mail.to for mail in crowd.mails.mails}
        if owed <= arrived or time.monotonic() > deadline:
            return arrived
        await asyncio.sleep(0.1)
