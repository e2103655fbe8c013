"""A service on in-memory adapters, and people who use it."""

from collections.abc import Mapping
from typing import Any

import httpx2
from fastapi import FastAPI

from todoauth.adapters.system import new_tag
from todoauth.entrypoints.http import EXCEPTION_HANDLERS, Wiring, connect, install, install_service, layers
from todoauth.testing.world import World

PASSWORD = "a password of many words"
HOST = "testserver"


def use_cases_of(world: World) -> Mapping[type, object]:
    """Every use case that the web asks for."""
    ready = (
        world.register,
        world.log_in,
        world.authenticate,
        world.enter_session,
        world.refresh,
        world.list_sessions,
        world.end_session,
        world.end_other_sessions,
        world.log_out,
        world.revoke_token,
        world.pace_tokens,
        world.pace_writes,
        world.edit_account,
        world.delete_account,
        world.change_password,
        world.remove_address,
        world.send_reset_code,
        world.reset_password,
        world.send_code,
        world.verify_email,
        world.list_users,
        world.read_user,
        world.administer_user,
        world.remove_user,
        world.end_user_sessions,
        world.add_todo,
        world.list_todos,
        world.read_todo,
        world.edit_todo,
        world.replace_todo,
        world.remove_todo,
        world.add_cleaning,
        world.list_cleanings,
        world.read_cleaning,
        world.edit_cleaning,
        world.replace_cleaning,
        world.remove_cleaning,
    )
    return {type(use_case): use_case for use_case in ready}


def service(world: World, *, prefix: str = "", with_docs: bool = True, **wiring: Any) -> FastAPI:
    """An application of our own."""
    app = FastAPI(
        title="todoauth",
        openapi_url=None,
        redirect_slashes=False,
        exception_handlers=EXCEPTION_HANDLERS,
        middleware=layers(new_tag=new_tag, hosts=[HOST], origins=["https://app.example.org"]),
    )
    connect(app, Wiring(use_cases=use_cases_of(world), **wiring))
    install(app, prefix=prefix)
    install_service(app, prefix=prefix, with_docs=with_docs)
    return app


def client_of(app: FastAPI, *, address: str = "203.0.113.7", root_path: str = "", **options: Any) -> httpx2.AsyncClient:
    """Somebody with a web client, at an address, perhaps behind a proxy that takes a path away."""
    transport = httpx2.ASGITransport(app=app, raise_app_exceptions=False, client=(address, 50_000), root_path=root_path)
    return httpx2.AsyncClient(transport=transport, base_url=f"http://{HOST}", **options)


async def log_in(web: httpx2.AsyncClient, name: str, prefix: str = "") -> dict[str, Any]:
    """Sign up and log in; return the tokens."""
    person = {"username": name, "password": PASSWORD}
    assert (await web.post(f"{prefix}/users/sign-up", json=person)).status_code == 201
    answer = await web.post(f"{prefix}/users/log-in", json=person)
    assert answer.status_code == 200
    tokens: dict[str, Any] = answer.json()
    return tokens


def slug(answer: httpx2.Response) -> str:
    """The slug of a problem."""
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    assert answer.json()["status"] == answer.status_code
    return str(answer.json()["type"]).removeprefix("/problems/")
