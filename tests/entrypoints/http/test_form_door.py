from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from todoauth.entrypoints.http.form_door import parse_form
from todoauth.entrypoints.http.refusals import MalformedBody

texts = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)


@given(st.dictionaries(texts, texts, max_size=10))
def test_a_form_reads_as_it_was_written(fields: dict[str, str]) -> None:
    assert parse_form(urlencode(fields).encode()) == fields


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    with suppress(MalformedBody):
        parse_form(raw)


def test_empty_fields_count_as_absent() -> None:
    assert parse_form(b"scope=&token=x&client_id=") == {"token": "x"}
    assert parse_form(b"") == {}


@pytest.mark.parametrize(
    "raw",
    [
        b"a=1&a=2",
        b"a=&a=1",
        b"a",
        b"a=1&&b=2",
        b"a=%ff",
        b"a=\xff",
        b"a=%ED%A0%80",
        b"&".join([b"a%d=1" % n for n in range(101)]),
    ],
)
def test_what_is_no_clean_form_is_refused(raw: bytes) -> None:
    with pytest.raises(MalformedBody):
        parse_form(raw)
