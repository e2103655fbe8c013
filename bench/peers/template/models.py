"""Tables and schemas, as SQLModel has them in one."""

from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import EmailStr
from sqlalchemy import DateTime
from sqlmodel import Field, SQLModel

Content = Annotated[str, Field(min_length=1, max_length=256)]


class User(SQLModel, table=True):  # type: ignore[call-arg]
    __tablename__ = "users"

    id: UUID = Field(primary_key=True)
    username: str
    full_name: str | None
    email: str | None
    email_canonical: str | None
    password_hash: str
    is_active: bool
    is_superuser: bool
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))

    @property
    def is_verified(self) -> bool:
        return self.email_canonical is not None


class UserPublic(SQLModel):
    id: UUID
    username: str
    full_name: str | None
    email: EmailStr | None
    is_verified: bool
    is_active: bool
    is_superuser: bool
    created_at: datetime
    updated_at: datetime


class Todo(SQLModel, table=True):  # type: ignore[call-arg]
    __tablename__ = "todos"

    id: UUID = Field(default_factory=uuid4, primary_key=True)
    owner_id: UUID = Field(foreign_key="users.id")
    content: str
    folded: str
    is_done: bool = False
    created_at: datetime = Field(sa_type=DateTime(timezone=True))
    updated_at: datetime = Field(sa_type=DateTime(timezone=True))
    version: int = 1


class TodoPublic(SQLModel):
    id: UUID
    content: str
    is_done: bool
    created_at: datetime
    updated_at: datetime
    version: int


class TodosPublic(SQLModel):
    todos: list[TodoPublic]
    next_cursor: str | None = None


class TodoCreate(SQLModel):
    content: Content
    is_done: bool = False


class TodoUpdate(SQLModel):
    content: Content | None = None
    is_done: bool | None = None
