import re
from urllib.parse import urljoin

import httpx2
import pytest

from tests.entrypoints.http.serving import client_of, log_in, service, slug
from todoauth.testing.world import World

PLACES = [("", ""), ("/api", ""), ("", "/root"), ("/api/v1", "/root")]


@pytest.mark.parametrize(("prefix", "root"), PLACES)
async def test_the_page_finds_all_that_it_needs_wherever_it_is(prefix: str, root: str) -> None:
    async with client_of(service(World(), prefix=prefix), root_path=root) as web:
        page = f"{prefix}/docs"
        html = (await web.get(page)).text
        for place in re.findall(r'(?:src|href)="(docs/[^"]+)"', html):
            assert (await web.get(urljoin(page, place))).status_code == 200
        document = (await web.get(urljoin(page, "openapi.json"))).json()

    log_in_at = document["components"]["securitySchemes"]["todoauth"]["flows"]["password"]["tokenUrl"]
    assert log_in_at == f"{root}{prefix}/auth/token"
    assert document.get("servers", [{"url": ""}]) == [{"url": root}]
    assert f"{prefix}/todos" in document["paths"]


@pytest.mark.parametrize(("prefix", "root"), PLACES)
async def test_every_address_that_is_told_can_be_followed(prefix: str, root: str) -> None:
    async with client_of(service(World(), prefix=prefix), root_path=root) as web:
        home = await web.get(prefix or "/")
        for link in home.json()["links"].values():
            assert link.startswith(root + prefix)
            assert (await web.get(link.removeprefix(root))).status_code == 200
        tokens = await log_in(web, "ada", prefix)
        web.headers["Authorization"] = f"Bearer {tokens['access_token']}"
        place = (await web.post(f"{prefix}/todos", json={"content": "x"})).headers["location"]
        assert place.startswith(f"{root}{prefix}/todos/")
        assert (await web.get(place.removeprefix(root))).status_code == 200


async def test_the_page_runs_behind_a_strict_policy(web: httpx2.AsyncClient) -> None:
    page = await web.get("/docs")

    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cross-origin-opener-policy"] == "same-origin"
    policy = set(page.headers["content-security-policy"].split("; "))
    assert {"default-src 'none'", "script-src 'self'", "connect-src 'self'", "frame-ancestors 'none'"} <= policy
    assert re.search(r"<script(?![^>]*\bsrc=)|<style| on\w+=|https?:", page.text) is None


async def test_assets_are_kept_by_browsers_and_asked_for_again_cheaply(web: httpx2.AsyncClient) -> None:
    first = await web.get("/docs/swagger-ui-bundle.js")
    again = await web.get("/docs/swagger-ui-bundle.js", headers={"If-None-Match": first.headers["etag"]})
    other = await web.get("/docs/swagger-ui.css", headers={"If-None-Match": first.headers["etag"]})

    assert (first.status_code, first.headers["content-type"]) == (200, "text/javascript; charset=utf-8")
    assert first.headers["cache-control"] == "public, max-age=604800"
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", first.headers["etag"])
    assert (other.status_code, other.headers["content-type"]) == (200, "text/css; charset=utf-8")


@pytest.mark.parametrize("name", ["index.html", "README.md", "LICENSE", "..%2f..%2fdocs.py", "%2e%2e", "x"])
async def test_nothing_else_is_given_away(web: httpx2.AsyncClient, name: str) -> None:
    answer = await web.get(f"/docs/{name}")
    assert (answer.status_code, slug(answer)) == (404, "not-found")


async def test_there_may_be_no_documentation() -> None:
    async with client_of(service(World(), with_docs=False)) as web:
        for path in ("/docs", "/docs/start.js", "/openapi.json"):
            assert (await web.get(path)).status_code == 404
        assert set((await web.get("/")).json()["links"]) == {"live", "ready"}
