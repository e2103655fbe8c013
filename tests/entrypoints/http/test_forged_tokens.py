"""No forgery opens a door over HTTP, and all of them get the same answer."""

import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import client_of, log_in, use_cases_of
from tests.forged import TERMS, Forger, corpus, keys_of
from todoauth.adapters.jwt import Algorithm, JwtAccessTokens
from todoauth.entrypoints.http import Wiring, connect
from todoauth.testing.world import World


def sendable(token: str) -> bool:
    """Whether a header can hold it, and the white space around it counts."""
    return token.isascii() and token.isprintable() and token == token.strip()


@pytest.mark.parametrize("algorithm", [Algorithm.HS256, Algorithm.EDDSA])
async def test_no_forgery_opens_a_door(app: FastAPI, world: World, algorithm: Algorithm):
    ring = keys_of(algorithm)
    world.tokens = JwtAccessTokens(lambda: ring, TERMS)
    connect(app, Wiring(use_cases=use_cases_of(world)))
    async with client_of(app) as web:
        token = (await log_in(web, "ada"))["access_token"]
        forger = Forger(algorithm, claims=world.tokens.read(token, at=world.clock()))
        good = await web.get("/users/me", headers={"Authorization": f"Bearer {forger.forged()}"})
        assert good.status_code == 200

        forgeries = [text for text in (*corpus(forger).values(), *forger.flips(bits=2)) if sendable(text)]
        assert len(forgeries) >= 1000
        answers = set()
        for forgery in forgeries:
            answer = await web.get("/users/me", headers={"Authorization": f"Bearer {forgery}"})
            answers.add((answer.status_code, answer.text, answer.headers["www-authenticate"].partition(",")[0]))
    statuses = {status for status, _, _ in answers}
    assert statuses == {401}
    assert len(answers) <= 2  # a header that holds no token at all is told so, as RFC 6750 has it


async def test_a_token_of_before_somebody_was_deleted_opens_no_door_to_who_comes_after(app: FastAPI, world: World):
    ring = keys_of(Algorithm.HS256)
    world.tokens = JwtAccessTokens(lambda: ring, TERMS)
    connect(app, Wiring(use_cases=use_cases_of(world)))
    async with client_of(app) as web:
        stale = {"Authorization": f"Bearer {(await log_in(web, 'ada'))['access_token']}"}
        deletion = await web.post("/users/me/deletion", json={"password": "a password of many words"}, headers=stale)
        assert deletion.status_code == 204
        await log_in(web, "ada")
        assert (await web.get("/users/me", headers=stale)).status_code == 401
