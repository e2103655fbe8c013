"""A file whose writer comes to a halt where a test wants it to."""

import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

from tests.adapters.sql.obstacles import Obstacle
from todoauth.adapters.sql.sqlite.file import SqliteFile

Event: TypeAlias = Callable[[sqlite3.Connection], object]


@dataclass(frozen=True, slots=True)
class HaltingFile(SqliteFile):
    """A file whose connection that writes tells what it is about to do, and meets obstacles there."""

    told: list[str] = field(default_factory=list[str])
    ahead: list[tuple[str, Event]] = field(default_factory=list[tuple[str, Event]])

    def connect(self, *, writes: bool = True, checks_references: bool = True) -> sqlite3.Connection:
        raw = SqliteFile.connect(self, writes=writes, checks_references=checks_references)
        if writes:
            raw.set_trace_callback(lambda statement: self._tell(raw, statement.split(maxsplit=1)[0]))
        return raw

    def halt_at(self, *words: str) -> Obstacle:
        """Come to a halt at the last of these words, when the others were said before."""
        obstacle = Obstacle()
        self._at(words, lambda _: obstacle.meet())
        return obstacle

    def give_up_at(self, *words: str) -> None:
        """Give that statement up instead."""
        self._at(words, sqlite3.Connection.interrupt)

    def deny_after(self, *words: str) -> None:
        """Let nobody begin or end a transaction any more when the last of these words was said."""
        self._at(words, lambda raw: raw.set_authorizer(_denied))

    def _at(self, words: Sequence[str], event: Event) -> None:
        self.ahead.extend((word, lambda _: None) for word in words[:-1])
        self.ahead.append((words[-1], event))

    def _tell(self, raw: sqlite3.Connection, word: str) -> None:
        self.told.append(word)
        if self.ahead and self.ahead[0][0] == word:
            self.ahead.pop(0)[1](raw)


def _denied(action: int, *_: object) -> int:
    return sqlite3.SQLITE_DENY if action == sqlite3.SQLITE_TRANSACTION else sqlite3.SQLITE_OK
