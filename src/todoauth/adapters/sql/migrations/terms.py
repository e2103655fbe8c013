"""What there is to say about a schema."""

from dataclasses import dataclass


class SchemaTorn(Exception):
    """A migration stopped half-way, and only the same one can go on from there."""


class SchemaTooNew(Exception):
    """The database was migrated by a newer version of todoauth than this one."""


@dataclass(frozen=True, slots=True)
class Status:
    """Where a schema stands.

    `current` is `None` before the first migration. `pending` are the revisions up to `head`, the next one first.
    `lacks` are the indexes that a migration was refused: without them searches find the same, slower.
    """

    current: str | None
    head: str
    pending: tuple[str, ...]
    lacks: tuple[str, ...] = ()
