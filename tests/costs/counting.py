"""What passes between the service and its database, counted where it passes."""

import sqlite3
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import ClassVar

from todoauth.adapters.sql.sqlite.file import SqliteFile


@dataclass
class Count:
    """How often the database was waited for; and the first word of each statement, where it can be heard."""

    round_trips: int = 0
    said: list[str] = field(default_factory=list)

    def clear(self) -> None:
        self.round_trips = 0
        self.said.clear()


@dataclass(frozen=True, slots=True)
class CountedFile(SqliteFile):
    """A SQLite file whose connections tell of every statement. Each is a round trip to another thread."""

    count: Count = field(default_factory=Count)

    def connect(self, *, writes: bool = True, checks_references: bool = True) -> sqlite3.Connection:
        raw = SqliteFile.connect(self, writes=writes, checks_references=checks_references)
        raw.set_trace_callback(self._told)
        return raw

    def _told(self, statement: str) -> None:
        self.count.said.append(statement.split(maxsplit=1)[0])
        self.count.round_trips += 1


@dataclass
class Tap:
    """Reads what one side of a connection says, message by message."""

    count: Count = field(default_factory=Count)
    _unread: defaultdict[int, bytes] = field(default_factory=lambda: defaultdict(bytes))

    def _read(self, connection: int, data: bytes, split: Callable[[bytes], tuple[bytes, bytes]]) -> list[bytes]:
        messages, unread = [], self._unread[connection] + data
        while (parts := split(unread))[0]:
            message, unread = parts
            messages.append(message)
        self._unread[connection] = unread
        return messages


class PostgresTap(Tap):
    """Counts how often PostgreSQL says that it is ready for more (its documentation, section 55.7)."""

    def __call__(self, connection: int, is_reply: bool, data: bytes) -> None:
        if is_reply:
            # The very first byte says whether the server would encrypt, which it would not.
            told = data if connection in self._unread else data.removeprefix(b"N")
            self.count.round_trips += sum(reply[:1] == b"Z" for reply in self._read(connection, told, self._split))

    @staticmethod
    def _split(unread: bytes) -> tuple[bytes, bytes]:
        end = 1 + int.from_bytes(unread[1:5])
        return (unread[:end], unread[end:]) if 5 <= end <= len(unread) else (b"", unread)


class MariaDbTap(Tap):
    """Counts the commands that MariaDB has to answer (its documentation, "Client/Server Protocol")."""

    UNANSWERED: ClassVar[set[int]] = {0x01, 0x19}  # leave, and forget a statement

    def __call__(self, connection: int, is_reply: bool, data: bytes) -> None:
        if not is_reply:
            begins = [packet for packet in self._read(connection, data, self._split) if packet[3] == 0]
            self.count.round_trips += sum(packet[4] not in self.UNANSWERED for packet in begins)

    @staticmethod
    def _split(unread: bytes) -> tuple[bytes, bytes]:
        end = 4 + int.from_bytes(unread[:3], "little")
        return (unread[:end], unread[end:]) if 5 <= end <= len(unread) else (b"", unread)
