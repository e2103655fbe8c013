"""Names, addresses and codes: each race says what was wrong with its outcome, if anything was."""

from collections.abc import Sequence

import httpx2

from tests.campaigns.arena import PASSWORD, Arena, miscounted

WIDE = {letter: letter + 0xFEE0 for letter in range(ord("!"), ord("~"))}  # FF01 and on look and count the same


async def one_name(arena: Arena, size: int) -> list[str]:
    """One of many who want a name gets it, however they spell it."""
    name, passwords = arena.word("ada"), [arena.word(PASSWORD) for _ in range(size)]
    spelled = [name, name.upper(), name.translate(WIDE), name.title()]

    async def sign_up(door: httpx2.AsyncClient, n: int) -> httpx2.Response:
        return await door.post("/users/sign-up", json={"username": spelled[n % 4], "password": passwords[n]})

    answers = await arena.burst(size, sign_up)
    flaws = miscounted(answers, {201: 1, 409: size - 1})
    return flaws + await _opened_by_others(arena, name, passwords, [answer.status_code == 201 for answer in answers])


async def one_code(arena: Arena, size: int) -> list[str]:
    """A code proves an address once."""
    person = await arena.newcomer()
    guess = {"email": person.address, "otp": await arena.code_for(person, person.address)}

    async def verify(door: httpx2.AsyncClient, _: int) -> httpx2.Response:
        return await door.post("/users/email/otp/verify", json=guess, headers=person.headers)

    return miscounted(await arena.burst(size, verify), {200: 1, 400: size - 1})


async def one_reset_code(arena: Arena, size: int) -> list[str]:
    """A code sets one new password, and that is the one which opens the account."""
    person, passwords = await arena.newcomer(), [arena.word(PASSWORD) for _ in range(size)]
    guess = {"email": person.address, "otp": await arena.code_for(person, person.address)}
    proved = await arena.doors[0].post("/users/email/otp/verify", json=guess, headers=person.headers)
    wanted = {"email": proved.raise_for_status().json()["email"], "code": await arena.reset_code(person.address)}

    async def reset(door: httpx2.AsyncClient, n: int) -> httpx2.Response:
        return await door.post("/users/password/reset", json={**wanted, "new_password": passwords[n]})

    answers = await arena.burst(size, reset)
    won = [answer.status_code == 204 for answer in answers]
    return miscounted(answers, {204: 1, 400: size - 1}) + await _opened_by_others(arena, person.name, passwords, won)


async def one_address(arena: Arena, _: int) -> list[str]:
    """Of two who prove the same address, each with a code of their own, one gets it."""
    people, address = [await arena.newcomer(), await arena.newcomer()], f"{arena.word('ada')}@example.org"
    codes = [await arena.code_for(person, address) for person in people]

    async def verify(door: httpx2.AsyncClient, n: int) -> httpx2.Response:
        guess = {"email": address, "otp": codes[n]}
        return await door.post("/users/email/otp/verify", json=guess, headers=people[n].headers)

    answers = await arena.burst(len(people), verify)
    accounts = [await arena.doors[0].get("/users/me", headers=person.headers) for person in people]
    won = [answer.is_success for answer in answers]
    theirs = [account.json()["email"] == address for account in accounts]
    return miscounted(answers, {200: 1, 409: 1}) + ([] if theirs == won else ["it is not whose it was said to be"])


async def _opened_by_others(arena: Arena, name: str, passwords: Sequence[str], won: Sequence[bool]) -> list[str]:
    async def log_in(door: httpx2.AsyncClient, n: int) -> httpx2.Response:
        return await door.post("/users/log-in", json={"username": name, "password": passwords[n]})

    answers = await arena.burst(len(passwords), log_in)
    opened = [answer.is_success for answer in answers]
    return [] if opened == list(won) else ["another password opens the account than the winner's"]
