from uuid import uuid4

import httpx2
import pytest

from tests.entrypoints.http.serving import slug

JSON = {"Content-Type": "application/json"}


async def a_cleaning(person: httpx2.AsyncClient, **fields: object) -> str:
    answer = await person.post("/cleanings", json={"name": "Kitchen", "price": "9.99", **fields})
    assert answer.status_code == 201
    return str(answer.headers["location"])


async def test_a_new_cleaning_has_its_defaults_and_says_whose_it_is(ada: httpx2.AsyncClient) -> None:
    answer = await ada.post("/cleanings", json={"name": "Kitchen", "price": 29.9})

    assert (answer.status_code, answer.headers["etag"]) == (201, '"1"')
    assert answer.json() == {
        "id": answer.json()["id"],
        "name": "Kitchen",
        "description": None,
        "cleaning_type": "spot_clean",
        "price": "29.90",
        "owner": (await ada.get("/users/me")).json()["id"],
        "created_at": "2026-01-01T12:00:00Z",
        "updated_at": "2026-01-01T12:00:00Z",
        "version": 1,
    }
    assert (await ada.get(answer.headers["location"])).json() == answer.json()


@pytest.mark.parametrize(
    ("price", "told"),
    [
        (b"0", "0.00"),
        (b"-0", "0.00"),
        (b"5", "5.00"),
        (b"1e2", "100.00"),
        (b"0.1", "0.10"),
        (b"1.50", "1.50"),
        (b'"7"', "7.00"),
        (b'"7.5"', "7.50"),
        (b"99999999.99", "99999999.99"),
        (b"1.000", "1.00"),
    ],
)
async def test_a_price_is_exact_whether_number_or_string(ada: httpx2.AsyncClient, price: bytes, told: str) -> None:
    answer = await ada.post("/cleanings", content=b'{"name": "Kitchen", "price": %s}' % price, headers=JSON)
    assert (answer.status_code, answer.json()["price"]) == (201, told)


@pytest.mark.parametrize(
    "price",
    [
        b"-1",
        b"-0.01",
        b"1.005",
        b"100000000",
        b"1e300",
        b"1e-300",
        b"true",
        b"null",
        b'""',
        b'"x"',
        b'"1e2"',
        b'"-1"',
        b'"NaN"',
        b'" 5"',
        b'"1.005"',
        b'"1_0"',
        '"\N{ARABIC-INDIC DIGIT FIVE}"'.encode(),
        b"[]",
        b"{}",
    ],
)
async def test_what_is_no_price_is_refused(ada: httpx2.AsyncClient, price: bytes) -> None:
    answer = await ada.post("/cleanings", content=b'{"name": "Kitchen", "price": %s}' % price, headers=JSON)
    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert [error["pointer"] for error in answer.json()["errors"]] == ["/price"]


@pytest.mark.parametrize(
    ("method", "body", "pointers"),
    [
        ("POST", {"name": " ", "price": 1}, ["/name"]),
        ("POST", {"name": "x\ny", "price": 1}, ["/name"]),
        ("POST", {"name": "x" * 101, "price": 1, "description": "x" * 2_001}, ["/name", "/description"]),
        ("POST", {"name": "x", "price": 1, "cleaning_type": "deep"}, ["/cleaning_type"]),
        ("POST", {"name": "x", "price": 1, "cleaning_type": ["dust_up"]}, ["/cleaning_type"]),
        ("POST", {"name": "x", "price": 1, "color": "red"}, ["/color"]),
        ("PUT", {"name": "x"}, ["/price"]),
        ("PUT", {"price": 1}, ["/name"]),
        ("PUT", {"name": "x", "price": 1, "owner": "y"}, ["/owner"]),
        ("PATCH", {"cleaning_type": None}, ["/cleaning_type"]),
        ("PATCH", {"name": None, "price": None}, ["/name", "/price"]),
        ("PATCH", {"description": ""}, ["/description"]),
    ],
)
async def test_an_invalid_cleaning_is_refused_and_nothing_changes(
    ada: httpx2.AsyncClient, method: str, body: dict[str, object], pointers: list[str]
) -> None:
    cleaning = await a_cleaning(ada)
    before = (await ada.get("/cleanings")).json()

    answer = await ada.request(method, "/cleanings" if method == "POST" else cleaning, json=body)

    assert (answer.status_code, slug(answer)) == (422, "invalid-value")
    assert [error["pointer"] for error in answer.json()["errors"]] == pointers
    assert (await ada.get("/cleanings")).json() == before


async def test_absent_null_and_a_value_are_three_things(ada: httpx2.AsyncClient) -> None:
    cleaning = await a_cleaning(ada, description="Oven too", cleaning_type="full_clean")

    cheaper = (await ada.patch(cleaning, json={"price": 5})).json()
    bare = (await ada.patch(cleaning, json={"description": None})).json()

    assert (cheaper["description"], cheaper["cleaning_type"], cheaper["price"]) == ("Oven too", "full_clean", "5.00")
    assert bare == cheaper | {"description": None, "version": 3}


async def test_a_put_puts_back_the_defaults(ada: httpx2.AsyncClient) -> None:
    cleaning = await a_cleaning(ada, description="Oven too", cleaning_type="full_clean")

    answer = await ada.put(cleaning, json={"name": "Bathroom", "price": "15"})

    assert answer.json() == (await ada.get(cleaning)).json()
    assert (answer.json()["name"], answer.json()["description"], answer.json()["cleaning_type"]) == (
        "Bathroom",
        None,
        "spot_clean",
    )


async def test_everybody_reads_a_cleaning_and_only_its_owner_changes_it(
    ada: httpx2.AsyncClient, bob: httpx2.AsyncClient
) -> None:
    cleaning = await a_cleaning(ada)
    assert (await bob.get(cleaning)).json() == (await ada.get(cleaning)).json()

    for method, body in (("PATCH", {}), ("PUT", {"name": "x", "price": 1}), ("DELETE", None)):
        foreign = await bob.request(method, cleaning, json=body)
        assert (foreign.status_code, slug(foreign)) == (403, "not-the-owner")
        missing = await bob.request(method, f"/cleanings/{uuid4()}", json=body)
        assert (missing.status_code, slug(missing)) == (404, "cleaning-not-found")
    assert (await ada.delete(cleaning)).status_code == 204
    assert (await bob.get(cleaning)).status_code == 404


async def test_an_outdated_change_is_refused(ada: httpx2.AsyncClient) -> None:
    cleaning = await a_cleaning(ada)
    for method, body in (("PATCH", {}), ("PUT", {"name": "x", "price": 1}), ("DELETE", None)):
        answer = await ada.request(method, cleaning, json=body, headers={"If-Match": '"2"'})
        assert (answer.status_code, slug(answer)) == (412, "outdated")


async def test_cleanings_are_found_by_owner_type_and_text(ada: httpx2.AsyncClient, bob: httpx2.AsyncClient) -> None:
    await a_cleaning(ada, name="Windows", cleaning_type="dust_up")
    await a_cleaning(bob, name="Floors")

    async def names(query: str) -> list[str]:
        return [cleaning["name"] for cleaning in (await ada.get(f"/cleanings?{query}")).json()["cleanings"]]

    assert await names("") == ["Windows", "Floors"]
    assert await names("order=DESC") == ["Floors", "Windows"]
    assert await names("owner=me") == ["Windows"]
    assert await names("cleaning_type=spot_clean") == ["Floors"]
    assert await names("q=window") == ["Windows"]
    answer = await ada.get("/cleanings?owner=bob&cleaning_type=x")
    assert [error["parameter"] for error in answer.json()["errors"]] == ["owner", "cleaning_type"]
