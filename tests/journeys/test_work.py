"""Todos and cleanings, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import httpx2
import pytest

from tests.journeys.people import Person, newcomer


@pytest.fixture
def ada(web: httpx2.Client) -> Person:
    return newcomer(web)


@pytest.fixture
def bob(web: httpx2.Client) -> Person:
    return newcomer(web)


def test_a_todo_is_added_found_finished_and_removed(ada: Person) -> None:
    added = ada.ask("POST", "/todos", json={"content": "Buy milk"})
    assert added.status_code == 201
    todo = added.json()
    assert added.headers["location"].endswith(f"/todos/{todo['id']}")
    assert added.headers["etag"] == '"1"'
    assert (todo["content"], todo["is_done"], todo["version"]) == ("Buy milk", False, 1)

    done = ada.ask("PATCH", f"/todos/{todo['id']}", json={"is_done": True}, headers={"If-Match": '"1"'})
    assert (done.status_code, done.json()["is_done"], done.headers["etag"]) == (200, True, '"2"')
    outdated = ada.ask("PATCH", f"/todos/{todo['id']}", json={"is_done": False}, headers={"If-Match": '"1"'})
    assert outdated.status_code == 412

    assert ada.ask("GET", f"/todos/{todo['id']}").json() == done.json()
    assert ada.ask("DELETE", f"/todos/{todo['id']}").status_code == 204
    assert ada.ask("GET", f"/todos/{todo['id']}").status_code == 404


def test_an_empty_patch_changes_nothing(ada: Person) -> None:
    todo = ada.ask("POST", "/todos", json={"content": "Buy milk"}).json()

    answer = ada.ask("PATCH", f"/todos/{todo['id']}", json={})

    assert (answer.status_code, answer.json()) == (200, todo)


def test_replacing_a_todo_puts_back_the_defaults(ada: Person) -> None:
    todo = ada.ask("POST", "/todos", json={"content": "Buy milk", "is_done": True}).json()

    answer = ada.ask("PUT", f"/todos/{todo['id']}", json={"content": "Buy bread"})

    assert answer.status_code == 200
    assert (answer.json()["content"], answer.json()["is_done"]) == ("Buy bread", False)
    assert answer.json()["created_at"] == todo["created_at"]


def test_lists_are_leafed_through_in_either_order(ada: Person) -> None:
    contents = [f"todo {n}" for n in range(7)]
    for content in contents:
        ada.ask("POST", "/todos", json={"content": content, "is_done": content == "todo 3"})

    def leaf(**query: str) -> list[str]:
        found: list[str] = []
        cursor: str | None = None
        while True:
            page = ada.ask("GET", "/todos", params={"limit": "3", **query, **({"cursor": cursor} if cursor else {})})
            assert page.status_code == 200
            found += [todo["content"] for todo in page.json()["todos"]]
            cursor = page.json()["next_cursor"]
            if cursor is None:
                return found

    assert leaf() == leaf(order="ASC") == contents
    assert leaf(order="DESC") == contents[::-1]
    assert leaf(is_done="true") == ["todo 3"]
    assert leaf(q="TODO 5") == ["todo 5"]
    assert leaf(q="%") == []


def test_nobody_sees_the_todos_of_somebody_else(ada: Person, bob: Person) -> None:
    todo = ada.ask("POST", "/todos", json={"content": "Secret"}).json()

    answers = [
        bob.ask("GET", f"/todos/{todo['id']}"),
        bob.ask("PATCH", f"/todos/{todo['id']}", json={"is_done": True}),
        bob.ask("PUT", f"/todos/{todo['id']}", json={"content": "Mine"}),
        bob.ask("DELETE", f"/todos/{todo['id']}"),
        bob.ask("GET", f"/todos/{uuid4()}"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert bob.ask("GET", "/todos").json()["todos"] == []
    assert ada.ask("GET", f"/todos/{todo['id']}").json() == todo


def test_changes_of_different_fields_at_once_both_survive(ada: Person) -> None:
    todo = ada.ask("POST", "/todos", json={"content": "Buy milk"}).json()
    changes: list[dict[str, object]] = [{"is_done": True}, {"content": "Buy bread"}]

    with ThreadPoolExecutor(2) as crowd:
        list(crowd.map(lambda change: ada.ask("PATCH", f"/todos/{todo['id']}", json=change), changes))

    left = ada.ask("GET", f"/todos/{todo['id']}").json()
    assert (left["content"], left["is_done"], left["version"]) == ("Buy bread", True, 3)


def test_a_cleaning_is_offered_changed_replaced_and_withdrawn(ada: Person, bob: Person) -> None:
    added = ada.ask("POST", "/cleanings", json={"name": "Kitchen", "price": 29.9})
    assert added.status_code == 201
    cleaning = added.json()
    path = f"/cleanings/{cleaning['id']}"
    assert (cleaning["price"], cleaning["cleaning_type"], cleaning["description"]) == ("29.90", "spot_clean", None)

    assert bob.ask("GET", path).json() == cleaning
    assert bob.ask("PATCH", path, json={"price": "1.00"}).status_code == 403
    assert bob.ask("DELETE", path).status_code == 403

    patched = ada.ask("PATCH", path, json={"description": "Oven too", "cleaning_type": "full_clean"}).json()
    assert (patched["description"], patched["cleaning_type"], patched["price"]) == ("Oven too", "full_clean", "29.90")
    replaced = ada.ask("PUT", path, json={"name": "Bathroom", "price": "15"}).json()
    assert replaced == {
        **patched,
        "name": "Bathroom",
        "price": "15.00",
        "description": None,
        "cleaning_type": "spot_clean",
        "updated_at": replaced["updated_at"],
        "version": 3,
    }
    assert ada.ask("DELETE", path).status_code == 204
    assert ada.ask("GET", path).status_code == 404


def test_cleanings_are_found_by_owner_type_and_text(ada: Person, bob: Person) -> None:
    word = uuid4().hex
    ada.ask("POST", "/cleanings", json={"name": f"Windows {word}", "price": 1, "cleaning_type": "dust_up"})
    bob.ask("POST", "/cleanings", json={"name": f"Floors {word}", "price": 2})

    def found(person: Person, **query: str) -> list[str]:
        listed = person.ask("GET", "/cleanings", params={"q": word, **query}).json()["cleanings"]
        return [cleaning["name"].split()[0] for cleaning in listed]

    assert found(ada) == ["Windows", "Floors"]
    assert found(ada, owner="me") == ["Windows"]
    assert found(bob, cleaning_type="dust_up") == ["Windows"]
    assert found(bob, order="DESC") == ["Floors", "Windows"]


@pytest.mark.parametrize(
    ("method", "body", "pointer"),
    [
        ("POST", {"name": "Kitchen", "price": -1}, "/price"),
        ("POST", {"name": "Kitchen", "price": 1.005}, "/price"),
        ("POST", {"name": "Kitchen", "price": True}, "/price"),
        ("POST", {"name": "Kitchen", "price": "1e2"}, "/price"),
        ("POST", {"name": " ", "price": 1}, "/name"),
        ("POST", {"name": "Kitchen", "price": 1, "color": "red"}, "/color"),
        ("POST", {"price": 1}, "/name"),
        ("PATCH", {"cleaning_type": None}, "/cleaning_type"),
        ("PUT", {"name": "Kitchen"}, "/price"),
        ("PUT", {"price": 1}, "/name"),
    ],
)
def test_an_invalid_cleaning_is_refused_with_a_pointer_and_nothing_changes(
    ada: Person, method: str, body: dict[str, object], pointer: str
) -> None:
    cleaning = ada.ask("POST", "/cleanings", json={"name": "Kitchen", "price": 1}).json()
    path = "/cleanings" if method == "POST" else f"/cleanings/{cleaning['id']}"
    before = ada.ask("GET", "/cleanings", params={"owner": "me"}).json()

    answer = ada.ask(method, path, json=body)

    assert (answer.status_code, answer.headers["content-type"]) == (422, "application/problem+json")
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]
    assert ada.ask("GET", "/cleanings", params={"owner": "me"}).json() == before


@pytest.mark.parametrize("body", [b"", b"{", b'{"price": NaN}', b'{"price": 1e400}', b'{"a": 1, "a": 2}', b"[" * 1000])
def test_a_body_that_is_no_clean_json_is_refused_at_the_door(ada: Person, body: bytes) -> None:
    answer = ada.ask("POST", "/cleanings", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code in {400, 422}
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_id_that_is_none_is_refused_and_names_the_parameter(ada: Person) -> None:
    answer = ada.ask("GET", "/todos/nonsense")

    assert answer.status_code == 422
    assert len(answer.json()["errors"]) == 1


@pytest.mark.parametrize("path", ["/", "/health/live", "/todos", "/users/me", "/todos/nonsense", "/nowhere"])
def test_whatever_can_be_got_can_be_asked_about(ada: Person, path: str) -> None:
    got, asked = ada.ask("GET", path), ada.ask("HEAD", path)

    assert (asked.status_code, asked.content) == (got.status_code, b"")
    for header in ("content-type", "content-length", "cache-control"):
        assert asked.headers[header] == got.headers[header]
