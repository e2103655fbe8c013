"""Todos. Nobody sees those of others."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from todoauth.domain.errors import TodoNotFound, TooManyTodos, UserNotFound
from todoauth.domain.model.ids import TodoId
from todoauth.domain.model.todo import TodoFilter
from todoauth.domain.use_cases.todos import AddTodo, EditTodo, ListTodos, ReadTodo, RemoveTodo, ReplaceTodo
from todoauth.entrypoints.http import bodies, schemas
from todoauth.entrypoints.http.answering import answer, location_of
from todoauth.entrypoints.http.catalogue import may_raise
from todoauth.entrypoints.http.etags import Expected, etag
from todoauth.entrypoints.http.fields import Id
from todoauth.entrypoints.http.guarding import Acting, Changing, own_todos
from todoauth.entrypoints.http.paging import Flag, Paging, Search
from todoauth.entrypoints.http.routes import DoorRoute
from todoauth.entrypoints.http.views import page_view, todo_view

router = APIRouter(prefix="/todos", tags=["todos"], route_class=DoorRoute)


class TodoQuery(Paging):
    """Which todos are wanted."""

    is_done: Flag = None
    q: Search = None


@router.post("", status_code=201, response_model=schemas.Todo, responses=may_raise(UserNotFound, TooManyTodos))
async def create_todo(
    request: Request, body: bodies.NewTodo, user: Changing, add: Annotated[AddTodo, own_todos(AddTodo)]
) -> Response:
    """Write down something to be done."""
    todo = await add(owner=user.user_id, content=body.content, is_done=body.is_done)
    place = location_of(request, f"todos/{todo.id}")
    return answer(todo_view(todo), 201, {**etag(todo.version), **place})


@router.get("", response_model=schemas.TodoPage)
async def list_todos(
    query: Annotated[TodoQuery, Query()], user: Acting, find: Annotated[ListTodos, own_todos(ListTodos)]
) -> Response:
    """Leaf through your todos, in the order in which they were added."""
    page = await find(owner=user.user_id, only=TodoFilter(query.is_done, query.q), part=query.part)
    return answer(page_view("todos", page, todo_view))


@router.get("/{id}", response_model=schemas.Todo, responses=may_raise(TodoNotFound))
async def read_todo(id: Id, user: Acting, read: Annotated[ReadTodo, own_todos(ReadTodo)]) -> Response:
    """Look at one todo."""
    todo = await read(owner=user.user_id, id=TodoId(id))
    return answer(todo_view(todo), headers=etag(todo.version))


@router.patch("/{id}", response_model=schemas.Todo, responses=may_raise(TodoNotFound))
async def update_todo(
    id: Id,
    body: bodies.TodoChanges,
    user: Changing,
    expected: Expected,
    edit: Annotated[EditTodo, own_todos(EditTodo)],
) -> Response:
    """Change a todo, or part of it."""
    todo = await edit(owner=user.user_id, id=TodoId(id), content=body.content, is_done=body.is_done, expected=expected)
    return answer(todo_view(todo), headers=etag(todo.version))


@router.put("/{id}", response_model=schemas.Todo, responses=may_raise(TodoNotFound))
async def replace_todo(
    id: Id,
    body: bodies.NewTodo,
    user: Changing,
    expected: Expected,
    replace: Annotated[ReplaceTodo, own_todos(ReplaceTodo)],
) -> Response:
    """Put other content in a todo's place; what is not given goes back to its default."""
    todo = await replace(
        owner=user.user_id, id=TodoId(id), content=body.content, is_done=body.is_done, expected=expected
    )
    return answer(todo_view(todo), headers=etag(todo.version))


@router.delete("/{id}", status_code=204, responses=may_raise(TodoNotFound))
async def delete_todo(
    id: Id, user: Changing, expected: Expected, remove: Annotated[RemoveTodo, own_todos(RemoveTodo)]
) -> Response:
    """Strike a todo out."""
    await remove(owner=user.user_id, id=TodoId(id), expected=expected)
    return Response(status_code=204)
