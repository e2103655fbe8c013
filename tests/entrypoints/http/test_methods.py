"""What cannot be done with a path is refused everywhere alike (ASVS 4.1.4, 13.4.4)."""

from collections import defaultdict

import httpx2
import pytest
from fastapi import FastAPI

from tests.entrypoints.http.serving import slug
from tests.entrypoints.http.test_openapi import path_of, routes_of

METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND"]
NOBODY = "00000000-0000-7000-8000-000000000000"


@pytest.mark.parametrize("method", METHODS)
async def test_a_path_names_the_methods_that_it_takes(web: httpx2.AsyncClient, routes: FastAPI, method: str) -> None:
    taken = defaultdict[str, set[str]](set)
    for served, route in routes_of(routes):
        taken[path_of(route)].add(served)
    for path, methods in taken.items():
        if method not in methods and path != "/users/{id}":  # whose ids look like other paths
            answer = await web.request(method, path.format(id=NOBODY, name="start.js"))
            assert (answer.status_code, slug(answer)) == (405, "method-not-allowed"), path
            assert set(answer.headers["allow"].split(", ")) >= methods


@pytest.mark.parametrize("method", [*METHODS, "HEAD"])
@pytest.mark.parametrize("path", ["/nowhere", "/todos/", "/health/live/", "//todos", "/TODOS", "/.env", "/.git/HEAD"])
async def test_what_is_not_there_is_not_there_for_any_method(web: httpx2.AsyncClient, method: str, path: str) -> None:
    answer = await web.request(method, f"http://testserver{path}")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["cache-control"] == "no-store"
