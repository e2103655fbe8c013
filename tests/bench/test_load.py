from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from bench.closed_loop import requests_in
from bench.load import write_requests
from bench.works import wire

WORDS = st.text("abcdefghijklmnopqrstuvwxyz-", min_size=1, max_size=20)


@given(st.lists(st.binary(min_size=1, max_size=500), max_size=20))
def test_requests_are_read_as_they_were_written(requests):
    with TemporaryDirectory() as folder:
        assert requests_in(write_requests(requests, Path(folder) / "requests")) == requests


@given(token=WORDS, body=st.dictionaries(WORDS, WORDS) | st.binary())
def test_the_length_that_a_request_states_is_that_of_its_body(token, body):
    head, _, content = wire("POST", "/todos", token, body).partition(b"\r\n\r\n")
    headers = dict(line.split(b": ", 1) for line in head.split(b"\r\n")[1:])
    assert int(headers[b"Content-Length"]) == len(content)
    assert headers[b"Authorization"] == b"Bearer " + token.encode()


def test_who_brings_no_token_and_no_body_sends_neither():
    assert wire("GET", "/todos", "") == b"GET /todos HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
