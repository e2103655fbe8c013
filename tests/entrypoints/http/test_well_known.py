"""The public keys, over HTTP."""

import json

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import client_of, service, use_cases_of
from tests.forged import keys_of
from todoauth.adapters.jwt import Algorithm, jwks_of
from todoauth.entrypoints.http import Wiring, connect
from todoauth.testing.world import World

PATH = "/.well-known/jwks.json"


@pytest.mark.parametrize("algorithm", [Algorithm.EDDSA, Algorithm.ES256])
async def test_everybody_may_read_the_public_keys(app: FastAPI, world: World, algorithm: Algorithm):
    published = jwks_of(keys_of(algorithm))
    connect(app, Wiring(use_cases=use_cases_of(world), public_keys=lambda: published))
    async with client_of(app) as web:
        answer = await web.get(PATH)
    assert (answer.status_code, answer.content) == (200, published)
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=300"


async def test_where_secrets_are_shared_there_are_none(web: httpx2.AsyncClient):
    assert (await web.get(PATH)).json() == {"keys": []}


async def test_keys_that_are_known_are_not_sent_again(app: FastAPI, world: World, web: httpx2.AsyncClient):
    known = (await web.get(PATH)).headers["etag"]
    again = await web.get(PATH, headers={"If-None-Match": f'"another", {known}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", known)
    published = jwks_of(keys_of(Algorithm.EDDSA))
    connect(app, Wiring(use_cases=use_cases_of(world), public_keys=lambda: published))
    assert (await web.get(PATH, headers={"If-None-Match": known})).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
async def test_nobody_may_change_them(web: httpx2.AsyncClient, method: str):
    assert (await web.request(method, PATH)).status_code == 405


async def test_they_hang_under_the_prefix_with_all_the_rest():
    async with client_of(service(World(), prefix="/api")) as web:
        assert json.loads((await web.get(f"/api{PATH}")).content) == {"keys": []}
