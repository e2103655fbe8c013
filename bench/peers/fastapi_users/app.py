"""The routes."""

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID

from fastapi import FastAPI, Header, HTTPException
from fastapi_users import schemas
from pydantic import BaseModel, ConfigDict, Field
from sqlalchemy import select

from bench.peers.fastapi_users.accounts import CurrentUser, backend, fastapi_users
from bench.peers.fastapi_users.tables import Session, Todo

Content = Annotated[str, Field(min_length=1, max_length=256)]


class UserRead(schemas.BaseUser[UUID]):
    username: str
    full_name: str | None
    created_at: datetime
    updated_at: datetime


class UserUpdate(schemas.BaseUserUpdate): ...


class TodoRead(BaseModel):
    model_config = ConfigDict(from_attributes=True)

    id: UUID
    content: str
    is_done: bool
    created_at: datetime
    updated_at: datetime
    version: int


class TodoPage(BaseModel):
    todos: list[TodoRead]
    next_cursor: str | None = None


class TodoCreate(BaseModel):
    content: Content
    is_done: bool = False


class TodoUpdate(BaseModel):
    content: Content | None = None
    is_done: bool | None = None


app = FastAPI()
app.include_router(fastapi_users.get_auth_router(backend), prefix="/auth/jwt", tags=["auth"])
app.include_router(fastapi_users.get_users_router(UserRead, UserUpdate), prefix="/users", tags=["users"])


@app.get("/todos", response_model=TodoPage)
async def list_todos(user: CurrentUser, session: Session, offset: int = 0, limit: int = 20) -> object:
    found = select(Todo).where(Todo.owner_id == user.id).order_by(Todo.id).offset(offset).limit(limit)
    return {"todos": (await session.scalars(found)).all()}


@app.post("/todos", response_model=TodoRead, status_code=201)
async def create_todo(body: TodoCreate, user: CurrentUser, session: Session) -> object:
    now = datetime.now(UTC)
    todo = Todo(**body.model_dump(), owner_id=user.id, folded=body.content.casefold(), created_at=now, updated_at=now)
    session.add(todo)
    await session.commit()
    return todo


@app.patch("/todos/{id}", response_model=TodoRead)
async def update_todo(
    id: UUID, body: TodoUpdate, user: CurrentUser, session: Session, if_match: Annotated[str | None, Header()] = None
) -> object:
    todo = await session.scalar(select(Todo).where(Todo.id == id, Todo.owner_id == user.id).with_for_update())
    if todo is None:
        raise HTTPException(404)
    if if_match not in (None, f'"{todo.version}"'):
        raise HTTPException(412)
    for name, value in body.model_dump(exclude_unset=True).items():
        setattr(todo, name, value)
    todo.folded, todo.updated_at, todo.version = todo.content.casefold(), datetime.now(UTC), todo.version + 1
    await session.commit()
    return todo
