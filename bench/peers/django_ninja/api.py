"""The routes, and where they hang."""

import os
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import jwt
from django.db import transaction
from django.http import HttpRequest
from django.urls import path
from django.utils import timezone
from ninja import Header, NinjaAPI, Schema
from ninja.errors import HttpError
from ninja.security import HttpBearer
from pydantic import Field

from bench.peers.django_ninja.models import Todo, User

Content = Annotated[str, Field(min_length=1, max_length=256)]


class Bearer(HttpBearer):
    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        try:
            said = jwt.decode(token, os.environ["BENCH_SECRET"], algorithms=["HS256"])
        except jwt.InvalidTokenError:
            return None
        return User.objects.filter(id=said["sub"], is_active=True).first()


class UserOut(Schema):
    id: UUID
    username: str
    full_name: str | None
    email: str | None
    is_verified: bool
    is_active: bool
    is_superuser: bool
    created_at: datetime
    updated_at: datetime


class TodoOut(Schema):
    id: UUID
    content: str
    is_done: bool
    created_at: datetime
    updated_at: datetime
    version: int


class TodoPage(Schema):
    todos: list[TodoOut]
    next_cursor: str | None = None


class TodoIn(Schema):
    content: Content
    is_done: bool = False


class TodoChanges(Schema):
    content: Content | None = None
    is_done: bool | None = None


api = NinjaAPI(auth=Bearer())


@api.get("/users/me", response=UserOut)
def read_account(request: Any) -> object:  # Any: the request has more than Django knows of
    return request.auth


@api.get("/todos", response=TodoPage)
def list_todos(request: Any, offset: int = 0, limit: int = 20) -> object:
    return {"todos": list(Todo.objects.filter(owner_id=request.auth.id).order_by("id")[offset : offset + limit])}


@api.post("/todos", response={201: TodoOut})
def create_todo(request: Any, body: TodoIn) -> object:
    now = timezone.now()
    more = {"owner": request.auth, "folded": body.content.casefold(), "created_at": now, "updated_at": now}
    return 201, Todo.objects.create(**body.dict(), **more)


@api.patch("/todos/{uuid:id}", response=TodoOut)
def update_todo(
    request: Any, id: UUID, body: TodoChanges, if_match: Annotated[str | None, Header(alias="If-Match")] = None
) -> object:
    with transaction.atomic():
        todo = Todo.objects.select_for_update().filter(id=id, owner_id=request.auth.id).first()
        if todo is None:
            raise HttpError(404, "Not Found")
        if if_match not in (None, f'"{todo.version}"'):
            raise HttpError(412, "Precondition Failed")
        for name, value in body.dict(exclude_unset=True).items():
            setattr(todo, name, value)
        todo.folded, todo.updated_at, todo.version = todo.content.casefold(), timezone.now(), todo.version + 1
        todo.save()
    return todo


urlpatterns = [path("", api.urls)]
