"""The checker sees what a service could do wrong: each wrong is planted in a history that was right."""

from dataclasses import replace

import pytest

from tests.campaigns.checker import Found, Todo, judge
from tests.campaigns.deeds import Deed, Journal

RIGHT = [
    Deed("sign up", "ada", "right password", 0, 1, 201),
    Deed("sign up", "ada", "another password", 1, 2, 409),
    Deed("log in", "ada/0", "first session", 2, 3, 200),
    Deed("refresh", "ada/0", "second session", 3, 4, 200),
    Deed("add", "ada", "milk", 4, 5, 201, {"id": "1", "version": 1}),
    Deed("add", "ada", "refused", 4, 5, 422),
    Deed("add", "ada", "cut off", 4, 5),
    Deed("edit", "1", "bread", 5, 6, 200, {"version": 2}),
    Deed("edit", "1", "cut off", 5, 7, 503),
    Deed("edit", "1", "stale", 5, 6, 412),
    Deed("edit", "1", "butter", 7, 8, 200, {"version": 4}),
    Deed("ask", "ada", "ada@example.org", 8, 9, 202),
    Deed("prove", "ada", "ada@example.org", 9, 10, 200),
]
TODOS = {"1": Todo("butter", 4), "2": Todo("cut off", 1)}
FOUND = Found(
    passwords={"right password"},
    todos=TODOS,
    addresses={"ada": "ada@example.org"},
    sessions={"second session"},
    mails={"ada@example.org"},
)
HALF = Deed("prove", "ada", "ada@example.com", 10, 11, 503)

LOSSES: dict[str, Found] = {
    "sign up of ada": replace(FOUND, passwords=()),
    "add milk": replace(FOUND, todos={}),
    "edit butter": replace(FOUND, todos={"1": Todo("bread", 2)}),
    "refresh on ada/0": replace(FOUND, sessions=()),
    "ask of ada": replace(FOUND, mails=()),
    "prove of ada": replace(FOUND, addresses={"ada": ""}),
}
WRONGS: dict[str, Found] = {
    "sign up of ada was refused, and done": replace(FOUND, passwords={"right password", "another password"}),
    "add of ada was refused, and done": replace(FOUND, todos=TODOS | {"3": Todo("refused", 1)}),
    "cut off is there 2 times": replace(FOUND, todos=TODOS | {"3": Todo("cut off", 1)}),
    "an edit of 1 was refused, and done": replace(FOUND, todos={"1": Todo("stale", 5)}),
    "nobody made a version of 1": replace(FOUND, todos={"1": Todo("cut off", 6)}),
    "a token of ada/0 can be spent twice": replace(FOUND, spent={"second session"}),
}


def test_a_history_without_a_fault_is_right() -> None:
    verdict = judge(Journal(RIGHT), FOUND)

    assert (verdict.lost, verdict.wrong) == ([], [])


@pytest.mark.parametrize("address", ["ada@example.org", "ada@example.com"])
def test_what_nobody_knows_may_have_been_done_or_not(address: str) -> None:
    verdict = judge(Journal([*RIGHT, HALF]), replace(FOUND, addresses={"ada": address}))

    assert (verdict.lost, verdict.wrong) == ([], [])


@pytest.mark.parametrize("loss", LOSSES)
def test_a_loss_is_seen(loss: str) -> None:
    assert loss in judge(Journal(RIGHT), LOSSES[loss]).lost


@pytest.mark.parametrize("wrong", WRONGS)
def test_what_was_refused_or_done_twice_is_seen(wrong: str) -> None:
    assert wrong in judge(Journal(RIGHT), WRONGS[wrong]).wrong


@pytest.mark.parametrize(
    ("wrong", "deed"),
    [
        ("two edits made one version of 1", Deed("edit", "1", "jam", 5, 9, 200, {"version": 4})),
        ("versions of 1 are not in the order of time", Deed("edit", "1", "jam", 9, 10, 200, {"version": 3})),
    ],
)
def test_versions_that_are_no_chain_are_seen(wrong: str, deed: Deed) -> None:
    assert wrong in judge(Journal([*RIGHT, deed]), FOUND).wrong


def test_a_session_that_ends_by_itself_is_a_loss() -> None:
    refused = Deed("refresh", "ada/0", "third session", 10, 11, 400)

    assert "refresh on ada/0" in judge(Journal([*RIGHT, refused]), FOUND).lost
