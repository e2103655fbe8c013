"""What the service says about itself, and what it never says."""

import io
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import structlog
from hypothesis import example, given
from hypothesis import strategies as st

from tests.builders import SECRET, a_user
from todoauth import InvalidValue
from todoauth.entrypoints.logs import configure_logs
from todoauth.entrypoints.request_id import current_request


@contextmanager
def quiet() -> Iterator[None]:
    """Nothing is set meanwhile, and all is afterwards as it was."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    root.handlers.clear()
    try:
        yield
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)
        logging.getLogger("todoauth").setLevel(logging.NOTSET)
        structlog.reset_defaults()


@pytest.fixture
def out() -> Iterator[io.StringIO]:
    with quiet():
        yield io.StringIO()


def lines(out: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in out.getvalue().splitlines()]


def fail_over(value: str) -> None:
    quoted = value
    raise KeyError(quoted)


def test_machines_get_one_json_object_a_line(out: io.StringIO):
    configure_logs(machine=True, level="info", out=out)
    before = current_request.set("abc")
    structlog.get_logger("todoauth.door").info("request", path="/\n{}\u2028\r", user=7)
    logging.getLogger("todoauth.stdlib").warning("two\nlines of %s", "text")
    current_request.reset(before)
    structured, plain = lines(out)
    assert (
        structured.items()
        >= {
            "event": "request",
            "level": "info",
            "logger": "todoauth.door",
            "request_id": "abc",
            "path": "/\n{}\u2028\r",
            "user": 7,
        }.items()
    )
    assert plain.items() >= {"event": "two\nlines of text", "level": "warning", "request_id": "abc"}.items()
    for line in (structured, plain):
        assert datetime.fromisoformat(line["timestamp"]).utcoffset() == timedelta()
        assert line["timestamp"].endswith("Z")


told = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters()),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.dictionaries(st.sampled_from(["method", "route", "status"]), told))
@example({"route": "\N{LINE SEPARATOR}\r\n"})
@example({"route": "\ud800"})
def test_whatever_a_line_says_is_json_in_ascii(event: dict[str, Any]):
    out = io.StringIO()
    with quiet():
        configure_logs(machine=True, level="info", out=out)
        structlog.get_logger("todoauth.door").info("request", **event)
    (line,) = out.getvalue().splitlines()
    assert line.isascii()
    assert json.loads(line).items() >= {**event, "event": "request"}.items()


def test_people_get_lines_without_colours_where_there_is_no_terminal(out: io.StringIO):
    configure_logs(machine=False, level="info", out=out)
    structlog.get_logger("todoauth.door").info("request", path="/\nforged")
    assert "request" in out.getvalue()
    assert r"path='/\nforged'" in out.getvalue()
    assert "\x1b" not in out.getvalue()
    assert out.getvalue().count("\n") == 1


def test_machines_learn_where_an_exception_came_from_and_not_what_it_quotes(out: io.StringIO):
    configure_logs(machine=True, level="info", out=out)
    try:
        try:
            fail_over("hunter2")
        except KeyError as error:
            raise ExceptionGroup("hunter2", [OSError(5, "Input/output error"), InvalidValue("must be text")]) from error
    except ExceptionGroup:
        structlog.get_logger("todoauth.door").exception("failed")
        logging.getLogger("todoauth.stdlib").exception("failed")
    assert "hunter2" not in out.getvalue()
    for line in lines(out):
        told = line["exception"]
        assert told["type"] == "builtins.ExceptionGroup"
        assert told["cause"]["type"] == "builtins.KeyError"
        assert told["cause"]["frames"][-1].endswith("in fail_over")
        assert [part.get("message") for part in told["exceptions"]] == ["[Errno 5] Input/output error", "must be text"]


def test_an_exception_without_end_is_told_with_one(out: io.StringIO):
    configure_logs(machine=True, level="info", out=out)
    endless = ValueError()
    endless.__cause__ = endless
    structlog.get_logger("todoauth.door").error("failed", exc_info=endless)
    assert lines(out)[0]["exception"]["cause"]["type"] == "builtins.ValueError"


def test_people_see_exceptions_without_variables(out: io.StringIO):
    configure_logs(machine=False, level="info", out=out)
    try:
        fail_over("missing")
    except KeyError:
        structlog.get_logger("todoauth.door").exception("failed")
    assert "KeyError: 'missing'" in out.getvalue()
    assert out.getvalue().count("'missing'") == 1


@pytest.mark.parametrize("machine", [True, False])
def test_secrets_hide_themselves(out: io.StringIO, machine: bool):
    configure_logs(machine=machine, level="info", out=out)
    structlog.get_logger("todoauth.door").info("request", password=SECRET, user=a_user())
    assert "request" in out.getvalue()
    assert SECRET.text not in out.getvalue()
    assert a_user().password_hash not in out.getvalue()


def test_the_level_is_about_what_is_ours(out: io.StringIO):
    configure_logs(machine=True, level="debug", out=out)
    structlog.get_logger("todoauth.door").debug("ours")
    logging.getLogger("sqlalchemy.engine").info("SELECT hunter2")
    logging.getLogger("uvicorn.error").warning("theirs")
    assert [line["event"] for line in lines(out)] == ["ours", "theirs"]


def test_nothing_below_the_level_is_said(out: io.StringIO):
    configure_logs(machine=True, level="error", out=out)
    structlog.get_logger("todoauth.door").warning("quiet")
    logging.getLogger("todoauth.stdlib").warning("quiet")
    structlog.get_logger("todoauth.door").error("loud")
    assert [line["event"] for line in lines(out)] == ["loud"]
