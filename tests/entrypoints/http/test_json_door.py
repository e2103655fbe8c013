import json
from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth.entrypoints.http.json_door import DEEPEST, LARGEST_INTEGER, MOST_MEMBERS, parse_json
from todoauth.entrypoints.http.refusals import MalformedBody

values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-LARGEST_INTEGER, LARGEST_INTEGER)
    | st.text(st.characters(exclude_characters="\0", codec="utf-8")),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.text(st.characters(exclude_characters="\0", codec="utf-8")), inner, max_size=4)
    ),
    max_leaves=20,
)


@given(values, st.booleans())
def test_clean_json_reads_as_it_was_written(value: object, escaped: bool) -> None:
    assert parse_json(json.dumps(value, ensure_ascii=escaped).encode()) == value


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(MalformedBody):
        parse_json(raw)


@given(st.text('[]{}",:\\u0dD8 truefalsnN-1.eE\n', max_size=80))
def test_whatever_is_nearly_json_is_read_as_python_reads_it_or_refused(text: str) -> None:
    try:
        value = parse_json(text.encode())
    except MalformedBody:
        return
    assert value == json.loads(text, parse_float=Decimal)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b" \n",
        b"{",
        b"{}{}",
        b"{} x",
        b"[1,]",
        b"{'a': 1}",
        b'{"a": 1, "a": 2}',
        b'{"a": {"b": 1, "\\u0062": 2}}',
        b"NaN",
        b'{"a": NaN}',
        b"[Infinity]",
        b"[-Infinity]",
        b"[1e400]",
        b"[-1e400]",
        b"[1e99999999999999999999]",
        b"[1e-99999999999999999999]",
        b"[9007199254740993]",
        b"[-9007199254740993]",
        b"[" + b"9" * 5_000 + b"]",
        b"[01]",
        b"\xef\xbb\xbf{}",
        '{"a": 1}'.encode("utf-16"),
        '{"a": 1}'.encode("utf-32"),
        b'"\xff"',
        b'"\xed\xa0\x80"',
        b'"\\ud800"',
        b'"\\udc00\\ud800"',
        b'{"\\ud800": 1}',
        b'[["\\ud800x"]]',
        b'"\\u0000"',
        b'{"a\\u0000": 1}',
        b'"\x00"',
        b'"a\nb"',
        b'"\\x41"',
        b'"unterminated',
        b'"' + b'\\"' * 30_000,
    ],
)
def test_what_others_might_read_differently_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedBody):
        parse_json(raw)


@pytest.mark.parametrize("depth", [DEEPEST + 1, 1_000, 32_000])
@pytest.mark.parametrize(("opening", "closing"), [("[", "]"), ('{"a":', "}")])
def test_deep_nesting_is_refused_however_deep(depth: int, opening: str, closing: str) -> None:
    for raw in (opening * depth, opening * depth + "1" + closing * depth):
        with pytest.raises(MalformedBody):
            parse_json(raw.encode())


def test_nesting_is_taken_up_to_the_limit_and_brackets_in_strings_do_not_count() -> None:
    assert parse_json(b"[" * DEEPEST + b"]" * DEEPEST)
    assert parse_json(json.dumps("[{" * 1_000).encode()) == "[{" * 1_000
    assert parse_json(b'["\\"[[[[", "' + b"[" * 100 + b'"]')


def test_as_many_members_as_the_limit_are_taken_and_no_more() -> None:
    assert len(parse_json(json.dumps([1] * MOST_MEMBERS).encode())) == MOST_MEMBERS  # type: ignore[arg-type]  # a list has one
    crowds: list[object] = [[1] * (MOST_MEMBERS + 1), {str(n): n for n in range(MOST_MEMBERS + 1)}, [[]] * MOST_MEMBERS]
    for crowd in crowds:
        with pytest.raises(MalformedBody):
            parse_json(json.dumps(crowd).encode())


def test_numbers_are_exact() -> None:
    assert repr(parse_json(b"[0.1, 1e2, 9.99, -0, 9007199254740992]")) == repr(
        [Decimal("0.1"), Decimal("1E+2"), Decimal("9.99"), 0, 9007199254740992]
    )


def test_surrogate_pairs_are_characters() -> None:
    assert parse_json(b'"\\ud83d\\ude00"') == "\N{GRINNING FACE}"


@given(st.text(st.characters(codec="utf-8"), min_size=8, max_size=30))
def test_a_refusal_never_repeats_what_was_sent(text: str) -> None:
    with pytest.raises(MalformedBody) as refused:
        parse_json(f'{{"{text}": {text}'.encode())
    assert refused.value.reason is not None
    assert text not in refused.value.reason
