import re
from datetime import timedelta
from typing import Any

import httpx2
import pytest
from fastapi import FastAPI
from fastapi.routing import RouteContext, iter_route_contexts
from pydantic import BaseModel

from tests.builders import ADA, a_caller, a_cleaning, a_session, a_todo, a_user
from todoauth import (
    AddressRange,
    ClientDescription,
    Cursor,
    Description,
    Device,
    EmailAddress,
    FullName,
    Page,
    Tokens,
)
from todoauth.entrypoints.http import schemas
from todoauth.entrypoints.http.answering import answer
from todoauth.entrypoints.http.views import (
    View,
    cleaning_view,
    page_view,
    sessions_view,
    todo_view,
    tokens_view,
    user_view,
)

ROUTES = {
    ("POST", "/users/sign-up"): "users:sign-up",
    ("POST", "/users/log-in"): "users:log-in",
    ("POST", "/users/log-out"): "users:log-out",
    ("GET", "/users/me"): "users:read-account",
    ("PATCH", "/users/me"): "users:update-account",
    ("POST", "/users/me/deletion"): "users:delete-account",
    ("GET", "/users"): "users:list-users",
    ("GET", "/users/{id}"): "users:read-user",
    ("PATCH", "/users/{id}"): "users:administer-user",
    ("DELETE", "/users/{id}"): "users:remove-user",
    ("DELETE", "/users/{id}/sessions"): "users:end-user-sessions",
    ("GET", "/users/me/sessions"): "sessions:list-sessions",
    ("DELETE", "/users/me/sessions"): "sessions:end-other-sessions",
    ("DELETE", "/users/me/sessions/{id}"): "sessions:end-session",
    ("POST", "/users/me/password"): "users:change-password",
    ("POST", "/users/me/email/removal"): "users:remove-address",
    ("POST", "/users/password/forgot"): "passwords:send-reset-code",
    ("POST", "/users/password/reset"): "passwords:reset-password",
    ("POST", "/users/email/otp"): "email:send-code",
    ("POST", "/users/email/otp/verify"): "email:verify-email",
    ("POST", "/auth/token"): "auth:create-token",
    ("POST", "/auth/revoke"): "auth:revoke-token",
    ("POST", "/todos"): "todos:create-todo",
    ("GET", "/todos"): "todos:list-todos",
    ("GET", "/todos/{id}"): "todos:read-todo",
    ("PATCH", "/todos/{id}"): "todos:update-todo",
    ("PUT", "/todos/{id}"): "todos:replace-todo",
    ("DELETE", "/todos/{id}"): "todos:delete-todo",
    ("POST", "/cleanings"): "cleanings:create-cleaning",
    ("GET", "/cleanings"): "cleanings:list-cleanings",
    ("GET", "/cleanings/{id}"): "cleanings:read-cleaning",
    ("PATCH", "/cleanings/{id}"): "cleanings:update-cleaning",
    ("PUT", "/cleanings/{id}"): "cleanings:replace-cleaning",
    ("DELETE", "/cleanings/{id}"): "cleanings:delete-cleaning",
    ("GET", "/"): "home:read-home",
    ("GET", "/.well-known/jwks.json"): "keys:read-public-keys",
    ("GET", "/health/live"): "health:check-life",
    ("GET", "/health/ready"): "health:check-readiness",
    ("GET", "/docs"): "docs:read-docs",
    ("GET", "/docs/{name}"): "docs:read-asset",
    ("GET", "/openapi.json"): "docs:read-openapi",
}
PUBLIC = {
    "users:sign-up",
    "users:log-in",
    "passwords:send-reset-code",
    "passwords:reset-password",
    "auth:create-token",
    "auth:revoke-token",
    "home:read-home",
    "health:check-life",
    "health:check-readiness",
    "keys:read-public-keys",
    "docs:read-docs",
    "docs:read-asset",
    "docs:read-openapi",
}


def routes_of(app: FastAPI) -> list[tuple[str, RouteContext]]:
    return [(method, route) for route in iter_route_contexts(app.routes) for method in sorted(route.methods or ())]


def path_of(route: RouteContext) -> str:
    """The path as documents have it: without what a part of it must look like."""
    return re.sub(r":\w+}", "}", str(route.path))


def test_the_routes_and_their_names_stay(app: FastAPI) -> None:
    assert {(method, path_of(route)): route.name for method, route in routes_of(app)} == ROUTES


def test_an_operation_is_called_like_its_route(app: FastAPI) -> None:
    for methods in app.openapi()["paths"].items():
        for method, operation in methods[1].items():
            name = ROUTES[method.upper(), methods[0]]
            assert operation["operationId"] == name.partition(":")[2].replace("-", "_")


async def test_whatever_is_not_public_wants_to_know_who_is_asking(app: FastAPI, web: httpx2.AsyncClient) -> None:
    for method, route in routes_of(app):
        path = re.sub(r"\{\w+\}", "00000000-0000-7000-8000-000000000000", path_of(route))
        requests: list[dict[str, Any]] = [{}, {"json": {}}, {"content": b"{"}, {"params": {"x": "y"}}]
        for sent in requests:
            answer = await web.request(method, path, **sent)
            assert (answer.status_code == 401) is (route.name not in PUBLIC), (method, path, sent)


def test_the_document_says_which_routes_want_a_token(app: FastAPI) -> None:
    operations = {
        ROUTES[method.upper(), path]: operation
        for path, methods in app.openapi()["paths"].items()
        for method, operation in methods.items()
    }
    for name, operation in operations.items():
        assert ("security" in operation) is (name not in PUBLIC)
        assert ("401" in operation["responses"]) is (name not in PUBLIC or name == "users:log-in")


def test_every_reference_in_the_document_leads_somewhere(app: FastAPI) -> None:
    document = app.openapi()
    references = set(re.findall(r"'\$ref': '#/components/schemas/(\w+)'", str(document)))
    assert references <= set(document["components"]["schemas"])
    assert "HTTPValidationError" not in document["components"]["schemas"]


def test_the_document_tells_the_rules_of_the_domain(app: FastAPI) -> None:
    schemas = app.openapi()["components"]["schemas"]
    username = schemas["Registration"]["properties"]["username"]
    assert (username["minLength"], username["maxLength"]) == (3, 32)
    assert schemas["NewCleaning"]["required"] == ["name", "price"]
    assert schemas["NewCleaning"]["properties"]["cleaning_type"]["default"] == "spot_clean"
    assert schemas["CleaningChanges"]["additionalProperties"] is False
    assert "default" not in str(schemas["CleaningChanges"]["properties"])


EVERYTHING = a_user(full_name=FullName("Ada"), email=EmailAddress("ada@example.org"))
LYNX = Device(client=ClientDescription("Lynx/2.9.2"), network=AddressRange("192.0.2.0/24"))
TOKENS = Tokens(access_token="a", refresh_token="r", expires_in=timedelta(minutes=15), username="ada")


@pytest.mark.parametrize(
    ("view", "schema"),
    [
        (user_view(a_user()), schemas.User),
        (user_view(EVERYTHING), schemas.User),
        (tokens_view(TOKENS), schemas.Tokens),
        (sessions_view([a_session(), a_session(device=LYNX)], a_caller(a_user())), schemas.SessionList),
        (todo_view(a_todo()), schemas.Todo),
        (cleaning_view(a_cleaning()), schemas.Cleaning),
        (cleaning_view(a_cleaning(description=Description("Oven too"))), schemas.Cleaning),
        (page_view("todos", Page([a_todo()], Cursor(ADA)), todo_view), schemas.TodoPage),
        (page_view("todos", Page([]), todo_view), schemas.TodoPage),
        (page_view("cleanings", Page([a_cleaning()]), cleaning_view), schemas.CleaningPage),
    ],
)
def test_what_leaves_is_what_the_document_declares(view: View, schema: type[BaseModel]) -> None:
    declared = schema.model_validate_json(bytes(answer(view).body))
    assert list(schema.model_fields) == list(view)
    assert declared.model_fields_set == set(view)


def test_a_password_hash_never_leaves() -> None:
    assert "kept" not in str(user_view(a_user()))
