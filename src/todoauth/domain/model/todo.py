"""Something to be done."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import ClassVar, Self

from todoauth.domain.model.ids import TodoId, UserId
from todoauth.domain.model.text import Paragraph, SearchText
from todoauth.domain.model.unset import UNSET, Maybe, keep


@dataclass(frozen=True, slots=True)
class TodoContent(Paragraph):
    """What is to be done."""

    MOST: ClassVar[int] = 256


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoEdit:
    """What is to become of a todo at some time; what is not mentioned stays."""

    content: Maybe[TodoContent] = UNSET
    is_done: Maybe[bool] = UNSET
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Todo:
    """Something that its owner means to do. Nobody else ever sees it."""

    id: TodoId
    owner: UserId
    content: TodoContent
    is_done: bool = False
    created_at: datetime
    updated_at: datetime
    version: int = 1

    def edited(self, edit: TodoEdit) -> Self:
        """Return the todo as edited; the same todo where nothing differs."""
        said, done = keep(self.content, edit.content), keep(self.is_done, edit.is_done)
        if (said, done) == (self.content, self.is_done):
            return self
        return replace(self, content=said, is_done=done, updated_at=edit.at, version=self.version + 1)


@dataclass(frozen=True, slots=True)
class TodoFilter:
    """Which todos of an owner are wanted; `None` means all."""

    is_done: bool | None = None
    text: SearchText | None = None
