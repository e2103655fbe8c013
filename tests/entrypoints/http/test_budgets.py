"""Clients are told how much they may still ask for, and nothing about anybody else."""

from dataclasses import replace
from datetime import timedelta

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import PASSWORD, use_cases_of
from todoauth import Limit
from todoauth.entrypoints.http import Wiring, connect
from todoauth.entrypoints.http.budgets import TellingLimiter, TellingOwnLimiter
from todoauth.testing.world import World

KEYS = {"username": "ada", "password": PASSWORD}
MINUTE = timedelta(minutes=1)


def told(answer: httpx2.Response) -> tuple[str | None, str | None]:
    return answer.headers.get("ratelimit-policy"), answer.headers.get("ratelimit")


@pytest.fixture(autouse=True)
def telling(app: FastAPI, world: World) -> None:
    world.limiter = TellingLimiter(world.limiter)
    world.own_limiter = TellingOwnLimiter(world.own_limiter)
    few = {"log_in_per_client": Limit(2, MINUTE), "write_per_user": Limit(5, MINUTE)}
    world.limits = replace(world.limits, **few, log_in_per_account=Limit(1, MINUTE))
    connect(app, Wiring(use_cases=use_cases_of(world)))


async def test_a_client_learns_what_is_left_before_and_when_nothing_is(web: httpx2.AsyncClient) -> None:
    policy = '"log-in-client";q=2;w=60'

    answers = [await web.post("/users/log-in", json={**KEYS, "username": f"user{place}"}) for place in range(3)]

    assert [answer.status_code for answer in answers] == [401, 401, 429]
    assert [told(answer) for answer in answers] == [
        (policy, '"log-in-client";r=1'),
        (policy, '"log-in-client";r=0'),
        (policy, '"log-in-client";r=0;t=60'),
    ]


async def test_what_is_left_at_an_account_is_not_told(web: httpx2.AsyncClient) -> None:
    await web.post("/users/log-in", json=KEYS)
    refused = await web.post("/users/log-in", json=KEYS)

    assert refused.status_code == 429
    assert told(refused) == ('"log-in-client";q=2;w=60', '"log-in-client";r=0')


async def test_a_user_learns_how_much_they_may_still_change(ada: httpx2.AsyncClient) -> None:
    added = await ada.post("/todos", json={"content": "Water the plants"})

    assert told(added) == ('"write-user";q=5;w=60', '"write-user";r=4')
    assert told(await ada.get("/todos")) == (None, None)
