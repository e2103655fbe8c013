"""From sign-up to the end of an account, over real HTTP."""

from concurrent.futures import ThreadPoolExecutor

import httpx2
import pytest

from tests.journeys.people import Person, newcomer
from tests.servers import RunningService


def slug(answer: httpx2.Response) -> str:
    assert answer.headers["content-type"] == "application/problem+json"
    return str(answer.json()["type"]).rpartition("/")[2]


def test_a_newcomer_signs_up_and_finds_their_account(web: httpx2.Client) -> None:
    person = Person(web)

    answer = person.sign_up(full_name="Ada Lovelace")

    assert answer.status_code == 201
    user = answer.json()
    assert user == {
        "id": user["id"],
        "username": person.name,
        "full_name": "Ada Lovelace",
        "email": None,
        "is_verified": False,
        "is_active": True,
        "is_superuser": False,
        "created_at": user["created_at"],
        "updated_at": user["updated_at"],
    }
    person.log_in()
    assert person.ask("GET", "/users/me").json() == user


def test_the_address_given_at_sign_up_is_proved_by_the_code_mailed_to_it(
    web: httpx2.Client, service: RunningService
) -> None:
    person, printed = Person(web), len(service.console)
    person.sign_up(email=person.address)
    code = service.wait_for(r"Your code is (\d{6})", since=printed)[1]
    person.log_in()

    answer = person.ask("POST", "/users/email/otp/verify", json={"email": person.address, "otp": code})

    assert answer.status_code == 200
    assert (answer.json()["email"], answer.json()["is_verified"]) == (person.address, True)
    assert person.log_in(person.address.upper()).status_code == 200
    service.wait_for("Your address is confirmed", since=printed)


def test_a_code_works_once(web: httpx2.Client, service: RunningService) -> None:
    person, printed = newcomer(web), len(service.console)
    assert person.prove_address(service).status_code == 200
    code = service.wait_for(r"Your code is (\d{6})", since=printed)[1]

    again = person.ask("POST", "/users/email/otp/verify", json={"email": person.address, "otp": code})

    assert (again.status_code, slug(again)) == (400, "wrong-or-expired-code")


def test_a_code_request_answers_alike_for_a_known_address_and_its_holder_is_told(
    web: httpx2.Client, service: RunningService
) -> None:
    holder, stranger = newcomer(web), newcomer(web)
    holder.prove_address(service)
    printed = len(service.console)

    known = stranger.ask("POST", "/users/email/otp", json={"email": f"x{holder.address}"})
    free = stranger.ask("POST", "/users/email/otp", json={"email": "nobody@example.org"})

    assert known.status_code == free.status_code == 202
    assert known.content == free.content
    service.wait_for("Your code is", since=printed)
    stranger_at_sign_up = Person(web)
    assert stranger_at_sign_up.sign_up(email=holder.address).status_code == 201
    service.wait_for("Somebody tried to use your address", since=printed)


def test_of_many_who_register_one_name_at_once_one_gets_it(web: httpx2.Client) -> None:
    name = Person(web).name
    spellings = [name.upper() if n % 2 else name for n in range(12)]

    with ThreadPoolExecutor(12) as crowd:
        answers = list(crowd.map(lambda spelling: Person(web, name=spelling).sign_up(), spellings))

    assert sorted(answer.status_code for answer in answers) == [201] + [409] * 11
    assert {slug(answer) for answer in answers if answer.status_code == 409} == {"username-taken"}


def test_refreshing_rotates_the_token_and_a_second_use_ends_the_session(web: httpx2.Client) -> None:
    person = newcomer(web)
    first = person.tokens["refresh_token"]

    second = person.refresh(first)
    assert second.status_code == 200
    stolen = person.refresh(first)

    assert (stolen.status_code, stolen.json()["error"]) == (400, "invalid_grant")
    assert person.refresh(second.json()["refresh_token"]).status_code == 400
    person.tokens = second.json()
    assert person.ask("GET", "/users/me").status_code == 401


def test_of_many_who_use_one_refresh_token_at_once_at_most_one_wins_and_no_token_survives(web: httpx2.Client) -> None:
    person = newcomer(web)
    token = person.tokens["refresh_token"]

    with ThreadPoolExecutor(8) as crowd:
        answers = list(crowd.map(lambda _: person.refresh(token), range(8)))

    winners = [answer for answer in answers if answer.status_code == 200]
    assert len(winners) == 1
    assert person.refresh(winners[0].json()["refresh_token"]).status_code == 400


def test_logging_out_ends_access_and_refresh_at_once(web: httpx2.Client) -> None:
    person = newcomer(web)

    assert person.ask("POST", "/users/log-out").status_code == 204

    refused = person.ask("GET", "/users/me")
    assert (refused.status_code, refused.headers["www-authenticate"]) == (401, "Bearer")
    assert person.refresh(person.tokens["refresh_token"]).status_code == 400


def test_revoking_a_refresh_token_ends_its_session_and_never_tells_whether_it_was_known(web: httpx2.Client) -> None:
    person = newcomer(web)

    known = web.post("/auth/revoke", data={"token": person.tokens["refresh_token"]})
    unknown = web.post("/auth/revoke", data={"token": "A" * 43})

    assert known.status_code == unknown.status_code == 200
    assert known.content == unknown.content
    assert person.ask("GET", "/users/me").status_code == 401


def test_an_oauth_client_logs_in_with_the_password_form(web: httpx2.Client) -> None:
    person = Person(web)
    person.sign_up()

    answer = web.post(
        "/auth/token",
        data={"grant_type": "password", "username": person.name, "password": person.password, "scope": ""},
    )

    assert answer.status_code == 200
    assert set(answer.json()) == {"access_token", "token_type", "expires_in", "refresh_token", "username"}
    assert answer.json()["token_type"] == "bearer"


def test_wrong_passwords_and_unknown_names_get_one_identical_answer(web: httpx2.Client) -> None:
    person = newcomer(web)

    wrong = Person(web, name=person.name, password="quite another phrase").log_in()
    unknown = Person(web, name="nobody.at.all").log_in()
    impossible = Person(web, name="no/name", password="x").log_in()

    assert wrong.status_code == unknown.status_code == impossible.status_code == 401
    assert wrong.headers["www-authenticate"] == "Bearer"
    bodies = [{**answer.json(), "request_id": None, "instance": None} for answer in (wrong, unknown, impossible)]
    assert bodies[0] == bodies[1] == bodies[2]


def test_a_deleted_account_is_gone_with_its_tokens_and_its_name_is_free(web: httpx2.Client) -> None:
    person = newcomer(web)

    refused = person.ask("POST", "/users/me/deletion", json={"password": "quite another phrase"})
    assert (refused.status_code, slug(refused)) == (403, "wrong-password")
    assert person.ask("POST", "/users/me/deletion", json={"password": person.password}).status_code == 204

    assert person.ask("GET", "/users/me").status_code == 401
    assert person.log_in().status_code == 401
    assert person.sign_up().status_code == 201


def test_people_rename_themselves_but_not_to_a_name_that_is_taken(web: httpx2.Client) -> None:
    ada, bob = newcomer(web), newcomer(web)

    taken = ada.ask("PATCH", "/users/me", json={"username": bob.name.upper()})
    renamed = ada.ask("PATCH", "/users/me", json={"username": f"{ada.name}-2", "full_name": "Ada"})
    emptied = ada.ask("PATCH", "/users/me", json={"full_name": None})

    assert (taken.status_code, slug(taken)) == (409, "username-taken")
    assert (renamed.status_code, renamed.json()["username"]) == (200, f"{ada.name}-2")
    assert (emptied.json()["username"], emptied.json()["full_name"]) == (f"{ada.name}-2", None)


@pytest.mark.parametrize("token", ["-", "x", "a.b.c", "Bearer", "é"])
def test_nobody_gets_in_with_a_made_up_token(web: httpx2.Client, token: str) -> None:
    answer = web.get("/users/me", headers=[(b"Authorization", f"Bearer {token}".encode())])

    assert (answer.status_code, answer.headers["www-authenticate"]) == (401, "Bearer")


def test_a_forgotten_password_is_set_anew_and_ends_every_session(web: httpx2.Client, service: RunningService) -> None:
    person = newcomer(web)
    person.prove_address(service)
    printed = len(service.console)
    assert web.post("/users/password/forgot", json={"email": person.address}).status_code == 202
    code = service.wait_for(r"Your code is ([2-9A-Z]{8})", since=printed)[1]

    new = {"email": person.address, "code": code, "new_password": "quite another phrase"}
    answer = web.post("/users/password/reset", json=new)

    assert answer.status_code == 204
    assert person.ask("GET", "/users/me").status_code == 401
    assert person.log_in().status_code == 401
    person.password = "quite another phrase"
    assert person.log_in(person.address).status_code == 200
    service.wait_for("Your password was changed", since=printed)


def test_a_changed_password_ends_the_sessions_on_all_other_devices(web: httpx2.Client) -> None:
    person = newcomer(web)
    other = Person(web, name=person.name)
    other.log_in()
    assert len(person.ask("GET", "/users/me/sessions").json()["sessions"]) == 2

    change = {"current_password": person.password, "new_password": "quite another phrase"}
    assert person.ask("POST", "/users/me/password", json=change).status_code == 204

    assert other.ask("GET", "/users/me").status_code == 401
    assert other.refresh(other.tokens["refresh_token"]).status_code == 400
    assert person.refresh(person.tokens["refresh_token"]).status_code == 200
