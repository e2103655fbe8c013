"""Users and todos, as SQLAlchemy's mapped classes."""

import os
from collections.abc import AsyncGenerator
from datetime import datetime
from typing import Annotated
from uuid import UUID, uuid4

from fastapi import Depends
from fastapi_users.db import SQLAlchemyBaseUserTableUUID, SQLAlchemyUserDatabase
from sqlalchemy import DateTime, ForeignKey, String, func
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, column_property, mapped_column

engine = create_async_engine(os.environ["BENCH_DATABASE_URL"].replace("://", "+asyncpg://", 1), pool_size=16)
new_session = async_sessionmaker(engine, expire_on_commit=False)
_TIME = DateTime(timezone=True)


class Base(DeclarativeBase): ...


class User(SQLAlchemyBaseUserTableUUID, Base):
    __tablename__ = "users"

    username: Mapped[str]
    full_name: Mapped[str | None]
    email_canonical: Mapped[str | None] = mapped_column()
    hashed_password: Mapped[str] = mapped_column("password_hash", String(255))
    is_verified: Mapped[bool] = column_property(email_canonical.is_not(None))  # type: ignore[attr-defined]
    created_at: Mapped[datetime] = mapped_column(_TIME)
    updated_at: Mapped[datetime] = mapped_column(_TIME)


class Todo(Base):
    __tablename__ = "todos"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid4)
    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id"))
    content: Mapped[str]
    folded: Mapped[str]
    is_done: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(_TIME, server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(_TIME)
    version: Mapped[int] = mapped_column(default=1)


async def get_session() -> AsyncGenerator[AsyncSession, None]:
    async with new_session() as session:
        yield session


Session = Annotated[AsyncSession, Depends(get_session)]


async def get_user_db(session: Session) -> AsyncGenerator[SQLAlchemyUserDatabase[User, UUID], None]:
    yield SQLAlchemyUserDatabase(session, User)
