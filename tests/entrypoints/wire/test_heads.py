"""Heads of answers, and how a body ends."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from todoauth.entrypoints.wire.framing import as_chunk, framing
from todoauth.entrypoints.wire.heads import head_of

PLAIN = b"\t" + bytes(code for code in range(256) if code >= 32 and code != 127)

said = st.lists(st.sampled_from(PLAIN).map(lambda code: bytes([code]))).map(b"".join)
names = st.sampled_from([b"etag", b"location", b"x-request-id"])
parts = st.lists(st.binary(max_size=40), min_size=1)


@given(headers=st.lists(st.tuples(names, said)))
def test_a_head_says_each_header_as_it_is(headers: list[tuple[bytes, bytes]]) -> None:
    status, date, *lines = head_of(200, headers, b"connection: close\r\n").removesuffix(b"\r\n\r\n").split(b"\r\n")
    assert (status, date[:6]) == (b"HTTP/1.1 200 OK", b"date: ")
    assert [tuple(line.split(b": ", 1)) for line in lines] == [*headers, (b"connection", b"close")]


@given(name=names, value=st.binary(min_size=1), other=said)
def test_what_would_end_a_header_is_sent_to_nobody(name: bytes, value: bytes, other: bytes) -> None:
    assume(value.translate(None, PLAIN))
    with pytest.raises(RuntimeError):
        head_of(200, [(name, value), (b"vary", other)])


def test_a_status_without_a_phrase_is_a_status() -> None:
    assert head_of(299, []).startswith(b"HTTP/1.1 299 \r\n")


@given(parts=parts)
def test_chunks_are_what_was_said(parts: list[bytes]) -> None:
    told = b"".join(as_chunk(part, False) for part in parts[:-1]) + as_chunk(parts[-1], True)
    heard = b""
    while size := int(told[: (end := told.index(b"\r\n"))], 16):
        heard, told = heard + told[end + 2 : end + 2 + size], told[end + 4 + size :]
    assert (heard, told) == (b"".join(parts), b"0\r\n\r\n")


@given(parts=parts, wrong=st.integers(0, 2_000))
def test_a_body_is_as_long_as_it_says_or_is_not_sent(parts: list[bytes], wrong: int) -> None:
    whole = b"".join(parts)
    framed = framing("GET", "1.1", 200, b"%d" % len(whole))
    assert framed(whole, True) == whole
    assume(wrong != len(whole))
    with pytest.raises(RuntimeError):
        framing("GET", "1.1", 200, b"%d" % wrong)(whole, True)


@pytest.mark.parametrize("status", [204, 304])
def test_what_has_no_body_sends_none(status: int) -> None:
    assert framing("GET", "1.1", status, None)(b"", True) == b""
    with pytest.raises(RuntimeError):
        framing("GET", "1.1", status, None)(b"{}", True)
    assert framing("HEAD", "1.1", 200, b"2")(b"{}", True) == b""
