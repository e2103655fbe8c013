"""What may leave: an allow-list for each entity. A password hash cannot.

Ids, times, amounts and flags stay what they are: the answer writes them all in one go.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias, TypeVar

from todoauth.domain.model.cleaning import Cleaning
from todoauth.domain.model.page import Page
from todoauth.domain.model.session import Caller, Session, Tokens
from todoauth.domain.model.todo import Todo
from todoauth.domain.model.user import User

View: TypeAlias = Mapping[str, object]
T = TypeVar("T")


def user_view(user: User) -> View:
    """Return what users see of themselves."""
    return {
        "id": user.id,
        "username": user.username.text,
        "full_name": user.full_name.text if user.full_name else None,
        "email": user.email.text if user.email else None,
        "is_verified": user.is_verified,
        "is_active": user.is_active,
        "is_superuser": user.is_superuser,
        "created_at": user.created_at,
        "updated_at": user.updated_at,
    }


def tokens_view(tokens: Tokens) -> View:
    """Return an answer of RFC 6749 section 5.1, and the name."""
    return {
        "access_token": tokens.access_token,
        "token_type": "bearer",
        "expires_in": int(tokens.expires_in.total_seconds()),
        "refresh_token": tokens.refresh_token,
        "username": tokens.username,
    }


def sessions_view(sessions: Iterable[Session], caller: Caller) -> View:
    """Return what users see of their sessions. There are never more than fit on one page."""
    return {"sessions": [_session_view(session, caller) for session in sessions], "next_cursor": None}


def _session_view(session: Session, caller: Caller) -> View:
    device = session.device
    return {
        "id": session.id,
        "created_at": session.created_at,
        "last_used_at": session.last_used_at,
        "ends_at": min(session.idle_ends_at, session.ends_at),
        "client": device.client.text if device.client else None,
        "network": device.network.text if device.network else None,
        "is_current": session.id == caller.session_id,
    }


def todo_view(todo: Todo) -> View:
    """Return what the owner sees of a todo."""
    return {
        "id": todo.id,
        "content": todo.content.text,
        "is_done": todo.is_done,
        "created_at": todo.created_at,
        "updated_at": todo.updated_at,
        "version": todo.version,
    }


def cleaning_view(cleaning: Cleaning) -> View:
    """Return what everybody sees of a cleaning."""
    return {
        "id": cleaning.id,
        "name": cleaning.name.text,
        "description": cleaning.description.text if cleaning.description else None,
        "cleaning_type": cleaning.cleaning_type,
        "price": cleaning.price.amount,
        "owner": cleaning.owner,
        "created_at": cleaning.created_at,
        "updated_at": cleaning.updated_at,
        "version": cleaning.version,
    }


def page_view(plural: str, page: Page[T], view: Callable[[T], View]) -> View:
    """Return a page of a list, each item by its own view."""
    return {
        plural: [view(item) for item in page.items],
        "next_cursor": str(page.next_cursor) if page.next_cursor else None,
    }
