"""The routes and what they depend on."""

import os
from collections.abc import Generator
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

import jwt
from fastapi import Depends, FastAPI, Header, HTTPException
from fastapi.security import OAuth2PasswordBearer
from sqlmodel import Session, create_engine, select

from bench.peers.template.models import (
    Todo,
    TodoCreate,
    TodoPublic,
    TodosPublic,
    TodoUpdate,
    User,
    UserPublic,
)

engine = create_engine(os.environ["BENCH_DATABASE_URL"].replace("://", "+psycopg://", 1), pool_size=16)
reusable_oauth2 = OAuth2PasswordBearer(tokenUrl="login/access-token")


def get_db() -> Generator[Session, None, None]:
    with Session(engine) as session:
        yield session


SessionDep = Annotated[Session, Depends(get_db)]
TokenDep = Annotated[str, Depends(reusable_oauth2)]


def get_current_user(session: SessionDep, token: TokenDep) -> User:
    try:
        said = jwt.decode(token, os.environ["BENCH_SECRET"], algorithms=["HS256"])
    except jwt.InvalidTokenError:
        raise HTTPException(401) from None
    user = session.get(User, UUID(said["sub"]))
    if user is None or not user.is_active:
        raise HTTPException(401)
    return user


CurrentUser = Annotated[User, Depends(get_current_user)]
app = FastAPI()


@app.get("/users/me", response_model=UserPublic)
def read_user_me(current_user: CurrentUser) -> Any:  # Any, as the template has it
    return current_user


@app.get("/todos", response_model=TodosPublic)
def read_todos(session: SessionDep, current_user: CurrentUser, skip: int = 0, limit: int = 20) -> Any:
    found = select(Todo).where(Todo.owner_id == current_user.id).order_by(Todo.id).offset(skip).limit(limit)
    return {"todos": session.exec(found).all()}


@app.post("/todos", response_model=TodoPublic, status_code=201)
def create_todo(session: SessionDep, current_user: CurrentUser, todo_in: TodoCreate) -> Any:
    now = datetime.now(UTC)
    more = {"owner_id": current_user.id, "folded": todo_in.content.casefold(), "created_at": now, "updated_at": now}
    todo = Todo.model_validate(todo_in, update=more)
    session.add(todo)
    session.commit()
    session.refresh(todo)
    return todo


@app.patch("/todos/{id}", response_model=TodoPublic)
def update_todo(
    session: SessionDep,
    current_user: CurrentUser,
    id: UUID,
    todo_in: TodoUpdate,
    if_match: Annotated[str | None, Header()] = None,
) -> Any:
    todo = session.exec(select(Todo).where(Todo.id == id, Todo.owner_id == current_user.id).with_for_update()).first()
    if not todo:
        raise HTTPException(404)
    if if_match not in (None, f'"{todo.version}"'):
        raise HTTPException(412)
    todo.sqlmodel_update(todo_in.model_dump(exclude_unset=True))
    todo.folded, todo.updated_at, todo.version = todo.content.casefold(), datetime.now(UTC), todo.version + 1
    session.add(todo)
    session.commit()
    session.refresh(todo)
    return todo
