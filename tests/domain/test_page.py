"""Pages, and the cursors between them."""

import base64
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from todoauth import Cursor, InvalidValue, Order, Page, PageSize, Slice


@given(builders.cursors)
def test_a_cursor_reads_back_as_itself(cursor: Cursor):
    assert Cursor.parse(str(cursor)) == cursor
    assert Cursor.parse(cursor) is cursor
    assert len(str(cursor)) == 22


@given(st.text())
def test_text_is_a_cursor_only_if_some_cursor_is_spelled_that_way(text: str):
    try:
        assert str(Cursor.parse(text)) == text
    except InvalidValue as refused:
        assert refused.reason == "must be a cursor from a previous page"  # noqa: PT017


SPELLED = str(Cursor(UUID(int=5)))


@pytest.mark.parametrize(
    "raw",
    [
        *("", " ", "x", SPELLED[:-1], SPELLED + "A", SPELLED + "==", SPELLED + "\n", f" {SPELLED}", SPELLED[:-1] + "R"),
        *(f"{SPELLED[:9]}\n{SPELLED[9:]}", f"{SPELLED[:9]}!{SPELLED[9:]}", "é" * 22, "\ud800" * 22, "A" * 65_536),
        *(
            base64.b64encode(b"\xff" * 16).decode(),
            base64.b64encode(b"\xff" * 16).decode().rstrip("="),
            str(UUID(int=5)),
        ),
        *(None, True, 5, 1.5, SPELLED.encode(), [SPELLED], UUID(int=5)),
    ],
    ids=ascii,
)
def test_garbage_is_no_cursor(raw: object):
    with pytest.raises(InvalidValue, match="must be a cursor from a previous page"):
        Cursor.parse(raw)


def test_a_number_beyond_what_python_would_print_is_no_cursor():
    with pytest.raises(InvalidValue, match="must be a cursor"):
        Cursor.parse(10**5_000)


@pytest.mark.parametrize("items", [1, 2, 20, 99, 100])
def test_a_page_holds_one_to_a_hundred_items(items: int):
    assert PageSize(items).items == items


@pytest.mark.parametrize("items", [0, -1, 101, 2**53, True, False, 1.0, 20.5, "20", None, b"20", [20]])
def test_nothing_else_is_a_page_size(items):
    with pytest.raises(InvalidValue, match="must be a whole number from 1 to 100"):
        PageSize(items)


def test_who_asks_for_nothing_special_gets_the_first_twenty_oldest_first():
    assert Slice() == Slice(order=Order.ASC, after=None, size=PageSize(20))


@given(st.lists(st.uuids(), unique=True, max_size=12), st.integers(1, 10).map(PageSize))
def test_a_page_leads_to_the_next_exactly_when_more_was_found(found: list[UUID], size: PageSize):
    page = Page.of(found, size, id_of=_itself)
    assert list(page.items) == found[: size.items]
    assert page.next_cursor == (Cursor(found[size.items - 1]) if len(found) > size.items else None)


@given(st.lists(st.uuids(), unique=True, max_size=40).map(sorted), st.integers(1, 10).map(PageSize))
def test_leafing_through_shows_everything_once_and_in_order(everything: list[UUID], size: PageSize):
    seen: list[UUID] = []
    after = None
    while True:
        left = [item for item in everything if after is None or item > after.after]
        page = Page.of(left[: size.items + 1], size, id_of=_itself)
        seen += page.items
        after = page.next_cursor
        if after is None:
            break
    assert seen == everything


def _itself(item: UUID) -> UUID:
    return item
