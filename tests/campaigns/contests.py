"""What only one may win, or only so many: each race says what was wrong with its outcome, if anything was."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TypeAlias

import httpx2

from tests.campaigns.arena import CODES, TODOS, Arena, Person, miscounted
from tests.campaigns.claims import one_address, one_code, one_name, one_reset_code

Race: TypeAlias = Callable[[Arena, int], Awaitable[list[str]]]


async def one_refresh_token(arena: Arena, size: int) -> list[str]:
    """A refresh token is spent once at most; whoever spends it again ends the session, the winner's tokens included."""
    person = await arena.newcomer()
    answers = await _refreshed(arena, size, person.tokens["refresh_token"])
    won = [answer.json() for answer in answers if answer.is_success]
    flaws = miscounted(answers, {200: min(len(won), 1), 400: size - min(len(won), 1)})
    for tokens in (*won, person.tokens):  # the winner first, for to try what was spent ends the session
        alive = await arena.doors[-1].get("/users/me", headers=Person(person.name, tokens).headers)
        flaws += miscounted([alive], {401: 1})
        flaws += miscounted(await _refreshed(arena, 1, tokens["refresh_token"]), {400: 1})
    return flaws


async def one_refresh_with_a_key(arena: Arena, size: int) -> list[str]:
    """Whoever repeats a refresh with its key gets the same successor, which is good."""
    person = await arena.newcomer()
    key = {"Idempotency-Key": arena.word("key")}
    answers = await _refreshed(arena, size, person.tokens["refresh_token"], headers=key)
    flaws = miscounted(answers, {200: size})
    successors = {answer.json()["refresh_token"] for answer in answers if answer.is_success}
    if len(successors) != 1:
        return [*flaws, f"{len(successors)} successors, not one"]
    return flaws + miscounted(await _refreshed(arena, 1, successors.pop()), {200: 1})


async def one_limit(arena: Arena, size: int) -> list[str]:
    """As many pass as may, through whichever process."""
    address = f"{arena.word('ada')}@example.org"

    async def forgot(door: httpx2.AsyncClient, _: int) -> httpx2.Response:
        return await door.post("/users/password/forgot", json={"email": address})

    return miscounted(await arena.burst(size, forgot), {202: CODES, 429: size - CODES})


async def one_quota(arena: Arena, size: int) -> list[str]:
    """Somebody adds as many todos as one may have, and no more."""
    person = await arena.newcomer()

    async def add(door: httpx2.AsyncClient, _: int) -> httpx2.Response:
        return await door.post("/todos", json={"content": "sweep"}, headers=person.headers)

    flaws = miscounted(await arena.burst(size, add), {201: TODOS, 409: size - TODOS})
    there = len((await arena.doors[0].get("/todos", headers=person.headers)).json()["todos"])
    return flaws + ([] if there == TODOS else [f"{there} are there, not {TODOS}"])


async def one_version_of_a_todo(arena: Arena, size: int) -> list[str]:
    """One of many who edit what they have read is not too late."""
    return await _edited(arena, size, "/todos", "content", {})


async def one_version_of_a_cleaning(arena: Arena, size: int) -> list[str]:
    """One of many who edit what they have read is not too late."""
    return await _edited(arena, size, "/cleanings", "name", {"price": "9.99"})


RACES: Sequence[Race] = (
    one_name,
    one_code,
    one_reset_code,
    one_refresh_token,
    one_refresh_with_a_key,
    one_address,
    one_limit,
    one_quota,
    one_version_of_a_todo,
    one_version_of_a_cleaning,
)


async def _edited(arena: Arena, size: int, path: str, field: str, more: Mapping[str, str]) -> list[str]:
    person, edits = await arena.newcomer(), [arena.word("edit") for _ in range(size)]
    added = await arena.doors[0].post(path, json={field: "sweep", **more}, headers=person.headers)
    one, read = f"{path}/{added.raise_for_status().json()['id']}", {"If-Match": added.headers["etag"]}

    async def edit(door: httpx2.AsyncClient, n: int) -> httpx2.Response:
        return await door.patch(one, json={field: edits[n]}, headers={**person.headers, **read})

    answers = await arena.burst(size, edit)
    left = (await arena.doors[-1].get(one, headers=person.headers)).json()
    won = [edits[n] for n, answer in enumerate(answers) if answer.is_success]
    flaws = miscounted(answers, {200: 1, 412: size - 1})
    return flaws + ([] if [left[field]] == won and left["version"] == 2 else ["what is there is not the winner's"])


async def _refreshed(
    arena: Arena, size: int, token: str, *, headers: Mapping[str, str] | None = None
) -> list[httpx2.Response]:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    return await arena.burst(size, lambda door, _: door.post("/auth/token", data=form, headers=headers))
