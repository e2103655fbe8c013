from datetime import timedelta

import pytest

from todoauth.domain import errors
from todoauth.entrypoints.http import refusals
from todoauth.entrypoints.http.answering import refusal
from todoauth.entrypoints.http.catalogue import every_problem
from todoauth.entrypoints.http.problems import row_of, slug_of, title_of


def descendants(kind: type[Exception]) -> set[type[Exception]]:
    return {kind}.union(*map(descendants, kind.__subclasses__()))


def test_every_error_of_the_tree_has_a_row_below_500() -> None:
    tree = {kind for kind in descendants(errors.TodoAuthError) if kind.__module__ == errors.__name__}
    for kind in tree - {errors.TodoAuthError}:
        assert row_of(kind).status in {400, 401, 403, 404, 409, 412, 422, 428, 429, 503}, kind
    assert tree - {errors.TodoAuthError} <= set(every_problem())


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (errors.InvalidValue, 422),
        (errors.WrongOrExpiredCode, 400),
        (errors.WrongCredentials, 401),
        (errors.InvalidToken, 401),
        (errors.WrongPassword, 403),
        (errors.NotTheOwner, 403),
        (errors.TodoNotFound, 404),
        (errors.UsernameTaken, 409),
        (errors.Outdated, 412),
        (errors.PreconditionRequired, 428),
        (errors.TooManyAttempts, 429),
        (errors.Contended, 503),
        (refusals.BodyTooLarge, 413),
        (refusals.InternalError, 500),
        (RuntimeError, 500),
    ],
)
def test_an_error_is_answered_as_the_nearest_branch_says(kind: type[Exception], status: int) -> None:
    assert row_of(kind).status == status


def test_no_two_problems_share_a_slug_and_each_says_what_it_is() -> None:
    kinds = list(every_problem())
    assert len({slug_of(kind) for kind in kinds}) == len(kinds)
    assert all(title_of(kind).endswith(".") for kind in kinds)


def test_a_slug_is_the_name_in_small_letters() -> None:
    assert slug_of(errors.UsernameTaken) == "username-taken"


def test_an_error_that_somebody_derives_from_ours_is_answered_like_ours() -> None:
    class RoomTaken(errors.Conflict):
        """The room is taken."""

    answer = refusal(RoomTaken())

    assert (answer.status_code, bytes(answer.body)) == (
        409,
        b'{"type":"/problems/room-taken","title":"The room is taken.","status":409}',
    )
    assert RoomTaken not in set(every_problem())


def test_who_is_not_known_is_told_how_to_be_known() -> None:
    assert refusal(errors.InvalidToken()).headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(
    ("wait", "seconds"),
    [(timedelta(seconds=2), "2"), (timedelta(seconds=2.1), "3"), (timedelta(milliseconds=1), "1"), (timedelta(), "1")],
)
def test_waiting_is_told_in_whole_seconds_rounded_up(wait: timedelta, seconds: str) -> None:
    assert refusal(errors.TooManyAttempts(wait)).headers["retry-after"] == seconds
    assert refusal(errors.Overloaded(wait)).headers["retry-after"] == seconds


def test_an_unforeseen_error_tells_nothing_of_itself() -> None:
    body = bytes(refusal(RuntimeError("the secret is 42")).body)

    assert body == b'{"type":"/problems/internal-error","title":"Something went wrong on our side.","status":500}'
