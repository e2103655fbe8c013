"""Whatever is sent, the answer is one that the committed OpenAPI document promises (schemathesis).

`make fuzz` plays for much longer, and differently each time.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import run_state_machine_as_test
from schemathesis import Case, GenerationMode, Response
from schemathesis.core.failures import FailureGroup
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.stateful import OpenAPIStateMachine

from tests.builders import a_todo
from tests.fuzz.fuzzed import DOCUMENT, EXAMPLES, Fuzzed, check
from todoauth import AddTodo, ListTodos, Page, Todo

STEPS: Final = 10
METHODS: Final = {"get", "put", "post", "patch", "delete"}
OPERATIONS: Final = [
    (path, method.upper())
    for path, item in sorted(DOCUMENT["paths"].items())
    for method in sorted(item)
    if method in METHODS
]
ASKED_FOR: Final = [
    (path, method)
    for path, method in OPERATIONS
    if {"requestBody", "parameters"} & DOCUMENT["paths"][path][method.lower()].keys()
]
PEOPLE: Final = st.sampled_from(["ada", "root"])
# A third of the requests each: what the document allows, what it forbids, and what follows from earlier answers.
VALID: Final = -(-EXAMPLES // (3 * len(OPERATIONS)))
INVALID: Final = -(-EXAMPLES // (3 * len(ASKED_FOR)))
HISTORIES: Final = -(-EXAMPLES // (3 * STEPS))

unhurried: Final = settings(
    deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.explicit, Phase.generate, Phase.shrink]
)


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_what_the_document_allows_is_answered_as_it_says(fuzzed: Fuzzed, path: str, method: str) -> None:
    play(fuzzed, path, method, GenerationMode.POSITIVE, VALID)


@pytest.mark.parametrize(("path", "method"), ASKED_FOR)
def test_what_the_document_forbids_is_refused(fuzzed: Fuzzed, path: str, method: str) -> None:
    play(fuzzed, path, method, GenerationMode.NEGATIVE, INVALID)


def play(fuzzed: Fuzzed, path: str, method: str, mode: GenerationMode, examples: int) -> None:
    operation = fuzzed.schema[path][method]

    @settings(unhurried, max_examples=examples)
    @given(case=operation.as_strategy(generation_mode=mode), name=PEOPLE, is_known=st.booleans())
    def answers(case: "Case[Any]", name: str, is_known: bool) -> None:
        if mode is GenerationMode.POSITIVE and is_known and "id" in case.path_parameters:
            case.path_parameters["id"] = fuzzed.known(path, name)
        transport = fuzzed.transport(name)
        check(case, case.call(**transport), transport)

    answers()


def test_what_follows_from_earlier_answers_is_answered_as_the_document_says(schema: BaseSchema) -> None:
    class History(schema.as_state_machine()):  # type: ignore[misc]  # made from the document
        def setup(self) -> None:
            self.world = ExitStack()
            self.fuzzed = Fuzzed(schema)
            self.world.enter_context(self.fuzzed.opened())

        def teardown(self) -> None:
            self.world.close()

        def call(self, case: "Case[Any]", **_: object) -> Response:
            self.transport = self.fuzzed.transport("root")
            return case.call(**self.transport)

        def validate_response(self, response: Response, case: "Case[Any]", **_: object) -> None:
            check(case, response, self.transport)

    assert issubclass(History, OpenAPIStateMachine)
    run_state_machine_as_test(History, settings=settings(unhurried, max_examples=HISTORIES, stateful_step_count=STEPS))


@dataclass(frozen=True, kw_only=True)
class AddsSomethingElse(AddTodo):
    """Tells of a todo that nobody wants."""

    async def __call__(self, **_: object) -> Todo:
        return a_todo(is_done="perhaps")


@dataclass(frozen=True, kw_only=True)
class Breaks(ListTodos):
    """Forgets that there may be none."""

    async def __call__(self, **_: object) -> Page[Todo]:
        raise IndexError


@pytest.mark.parametrize(
    ("faulty", "method"),
    [(AddsSomethingElse(todos=None, new_id=None, now=None), "POST"), (Breaks(todos=None), "GET")],  # type: ignore[arg-type]
)
def test_a_service_that_breaks_its_word_is_found_out(schema: BaseSchema, faulty: object, method: str) -> None:
    spoiled = Fuzzed(schema, faulty)
    with spoiled.opened(), pytest.raises((AssertionError, FailureGroup)):
        play(spoiled, "/todos", method, GenerationMode.POSITIVE, 20)
