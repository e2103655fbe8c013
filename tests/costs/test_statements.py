"""How many statements a request takes, and for how many answers of the database it waits."""

from dataclasses import dataclass

import pytest

from tests.costs.conftest import Stage
from tests.costs.stories import STORIES, newcomer

CALLER = "SELECT"  # the session and its user; what belongs to people is asked for together with them


@dataclass(frozen=True, slots=True)
class Cost:
    """What one request asks of a database.

    Args:
        statements: their first words, in order, on SQLite.
        round_trips: to PostgreSQL.
        in_steps: to MariaDB, where procedures are asked for step by step; if not said, as many as to PostgreSQL.
    """

    statements: str
    round_trips: int
    in_steps: int | None = None

    def round_trips_to(self, database: str) -> int:
        return self.round_trips if self.in_steps is None or database == "postgresql" else self.in_steps


# A change of the code that is meant to cost more, or less, changes this table.
COSTS = {
    "list_todos": Cost("SELECT", 1),
    "search_todos": Cost("SELECT", 1),
    "read_todo": Cost("SELECT", 1),
    "add_todo": Cost("BEGIN INSERT COMMIT", 1, in_steps=4),
    "edit_todo": Cost("BEGIN UPDATE COMMIT", 1, in_steps=2),
    "edit_nothing": Cost(f"BEGIN UPDATE COMMIT {CALLER} SELECT", 3, in_steps=2),
    "replace_todo": Cost("BEGIN UPDATE COMMIT", 1, in_steps=2),
    "remove_todo": Cost("BEGIN DELETE COMMIT", 1),
    "who_am_i": Cost(CALLER, 1),
    "list_sessions": Cost(f"{CALLER} SELECT", 2),
    "list_cleanings": Cost("SELECT", 1),
    "read_cleaning": Cost("SELECT", 1),
    "add_cleaning": Cost("BEGIN INSERT COMMIT", 1, in_steps=4),
    "log_in": Cost("SELECT SELECT BEGIN SELECT SELECT INSERT UPDATE DELETE COMMIT", 9),
    # SQLite tells of the spent tokens, too, which go with their session.
    "log_out": Cost(f"{CALLER} BEGIN DELETE DELETE COMMIT", 2),
    "refresh": Cost("SELECT BEGIN UPDATE INSERT COMMIT", 2, in_steps=5),
    "verify_email": Cost(f"{CALLER} BEGIN INSERT COMMIT BEGIN SELECT INSERT UPDATE INSERT COMMIT", 8, in_steps=11),
    "stranger": Cost("", 0),
}


@pytest.mark.parametrize("name", STORIES)
async def test_a_request_costs_what_the_table_says(name: str, database: str, stage: Stage):
    for _ in range(3):  # the first times statements are prepared
        request = await STORIES[name](await newcomer(stage))
        stage.count.clear()
        answer = await request()
        assert answer.is_success or (name, answer.status_code) == ("stranger", 401), answer.text
    if database == "sqlite":
        assert " ".join(stage.count.said) == COSTS[name].statements
    else:
        assert stage.count.round_trips == COSTS[name].round_trips_to(database)


async def test_a_page_costs_the_same_for_any_number_of_rows(stage: Stage):
    ada = await newcomer(stage)
    counted = list[int]()
    for number in range(3):
        for _ in range(20 * number):
            await ada.made("/todos", content="something")
        stage.count.clear()
        await ada.ask("GET", "/todos?limit=100")()
        counted.append(stage.count.round_trips)
    assert counted[1:] == [COSTS["list_todos"].round_trips] * 2
