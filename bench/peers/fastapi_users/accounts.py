"""Who is there: JSON Web Tokens in the `Authorization` header."""

import os
from collections.abc import AsyncGenerator
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from fastapi_users import BaseUserManager, FastAPIUsers, UUIDIDMixin
from fastapi_users.authentication import AuthenticationBackend, BearerTransport, JWTStrategy
from fastapi_users.db import SQLAlchemyUserDatabase
from fastapi_users.password import PasswordHelper
from pwdlib import PasswordHash
from pwdlib.hashers.bcrypt import BcryptHasher

from bench.peers.fastapi_users.tables import User, get_user_db

SECRET = os.environ["BENCH_SECRET"]
# What the service hashes with, too, at the same cost.
_HELPER = PasswordHelper(PasswordHash((BcryptHasher(rounds=12),)))


class UserManager(UUIDIDMixin, BaseUserManager[User, UUID]):
    reset_password_token_secret = SECRET
    verification_token_secret = SECRET


async def get_user_manager(
    user_db: Annotated[SQLAlchemyUserDatabase[User, UUID], Depends(get_user_db)],
) -> AsyncGenerator[UserManager, None]:
    yield UserManager(user_db, _HELPER)


def get_jwt_strategy() -> JWTStrategy[User, UUID]:
    return JWTStrategy(secret=SECRET, lifetime_seconds=3600)


backend = AuthenticationBackend(
    name="jwt", transport=BearerTransport(tokenUrl="auth/jwt/login"), get_strategy=get_jwt_strategy
)
fastapi_users = FastAPIUsers[User, UUID](get_user_manager, [backend])
CurrentUser = Annotated[User, Depends(fastapi_users.current_user(active=True))]
