"""What counts as a bearer token is what RFC 6750 section 2.1 says."""

import re
from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from todoauth.entrypoints.http.callers import token_in

GRAMMAR: Final = re.compile(rb"bearer +([A-Za-z0-9._~+/-]+=*)", re.IGNORECASE)

schemes = st.sampled_from([b"Bearer", b"bEARER", b"Basic", b"Bear", b"Bearers", b"", b" Bearer", b"Bearer\t"])
tokens = st.lists(st.sampled_from([b"a", b"Z", b"0", b"-._~+/", b"=", b" ", b",", b"\t", b"\0", b"\xff"])).map(b"".join)


@given(st.one_of(st.builds(b"%b%b%b".__mod__, st.tuples(schemes, st.sampled_from([b"", b" ", b"  "]), tokens)), tokens))
@example(b"Bearer a=b")
def test_the_grammar_decides(credentials: bytes) -> None:
    found = GRAMMAR.fullmatch(credentials)
    assert token_in(credentials) == (found and found[1])


@pytest.mark.parametrize("byte", range(256))
def test_every_byte_counts_as_the_grammar_says(byte: int) -> None:
    credentials = b"Bearer a%cb" % byte
    found = GRAMMAR.fullmatch(credentials)
    assert token_in(credentials) == (found and found[1])
