"""What our routes answer is what FastAPI would have them answer: it declares them, though it does not run them."""

import json
from typing import Final
from urllib.parse import urlencode

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.entrypoints.http.test_who_may import MATRIX
from tests.entrypoints.http.twins.pair import Ask, Pair, different
from tests.entrypoints.http.twins.requests import ADA, JSON, ROOT, requests_to


@pytest.fixture(scope="module")
def pair() -> Pair:
    return Pair.made()


# They want a code that was mailed.
NEVER_DONE: Final = {("POST", "/users/password/reset"), ("POST", "/users/email/otp/verify")}


@pytest.mark.parametrize(("method", "path"), MATRIX, ids=[" ".join(route) for route in MATRIX])
async def test_a_route_answers_as_fastapi_would_have_it(pair: Pair, method: str, path: str) -> None:
    answers = await pair.answers(list(requests_to(method, path)))

    assert different(answers) == []
    is_done = any(both.fast[0] < 400 for both in answers if both.ask.method == method)
    assert is_done is ((method, path) not in NEVER_DONE)


async def test_who_asks_too_often_is_told_alike(pair: Pair) -> None:
    person = b'{"username": "ada", "password": "a wrong one of many words"}'
    asks = [Ask("POST", "/users/log-in", (JSON,), person)] * 40

    answers = await pair.answers(asks, is_limited=True)

    assert different(answers) == []
    assert {both.fast[0] for both in answers} == {401, 429}


NAMES: Final = sorted({name for _, body in MATRIX.values() for name in body or {}} | {"description", "full_name"})
values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
bodies = st.dictionaries(st.sampled_from(NAMES) | st.text(max_size=5), values, max_size=4).map(json.dumps)
queries = st.lists(
    st.tuples(st.sampled_from(["limit", "order", "cursor", "q", "is_done"]) | st.text(max_size=3), st.text(max_size=5)),
    max_size=3,
).map(urlencode)


@settings(max_examples=300, deadline=None)
@given(
    asks=st.lists(
        st.builds(
            lambda route, body, query, who: Ask(route[0], f"{route[1]}?{query}", (who, JSON), body.encode()),
            st.sampled_from(sorted(MATRIX)),
            bodies | st.text(max_size=9),
            queries,
            st.sampled_from([ADA, ROOT]),
        ),
        min_size=1,
        max_size=5,
    )
)
async def test_whatever_is_asked_is_answered_as_fastapi_would_have_it(pair: Pair, asks: list[Ask]) -> None:
    assert await pair.differences(asks) == []


def test_our_document_is_that_of_stock_routes(pair: Pair) -> None:
    stock = FastAPI(title="todoauth")
    for each in iter_route_contexts(pair.fast.routes):
        route = each.original_route
        assert isinstance(route, APIRoute)
        stock.router.routes.append(as_stock(route))
    ours, theirs = pair.fast.openapi()["paths"], stock.openapi()["paths"]
    assert ours == theirs
    assert ours == pair.plain.openapi()["paths"]


def as_stock(route: APIRoute) -> APIRoute:
    """The same declaration, run and told of by FastAPI alone."""
    told = ("name", "operation_id", "summary", "tags", "responses", "status_code", "response_model", "openapi_extra")
    more = ("methods", "response_class", "include_in_schema", "description")
    return APIRoute(route.path, route.endpoint, **{option: getattr(route, option) for option in told + more})
