"""The work of L0 and L1: PyJWT, the session, and then what is asked for."""

from urllib.parse import parse_qs
from uuid import UUID

import msgspec

from bench.limits import asking, statements, tokens, views
from bench.limits.asking import Answer, Asked, Routes
from bench.limits.pool import Postgres
from bench.limits.proving import Codes, guess_in, proved
from bench.limits.refreshing import Exchange

db, codes = Postgres(), Codes()


async def _caller(asked: Asked) -> UUID | None:
    session = tokens.session_by_pyjwt(asked.token)
    return await db.pool.fetchval(statements.CALLER, session) if session else None


async def list_todos(asked: Asked) -> Answer:
    caller = await _caller(asked)
    if caller is None:
        return asking.UNAUTHORIZED
    return 200, views.todos(await db.pool.fetch(statements.TODOS, caller))


async def list_cleanings(asked: Asked) -> Answer:
    if await _caller(asked) is None:
        return asking.UNAUTHORIZED
    return 200, views.cleanings(await db.pool.fetch(statements.CLEANINGS))


async def read_account(asked: Asked) -> Answer:
    caller = await _caller(asked)
    row = await db.pool.fetchrow(statements.ME, caller) if caller else None
    return (200, views.user(row)) if row else asking.UNAUTHORIZED


async def create_todo(asked: Asked) -> Answer:
    caller = await _caller(asked)
    if caller is None:
        return asking.UNAUTHORIZED
    try:
        new = views.changes_in(asked.body)
    except msgspec.ValidationError:
        return asking.INVALID
    if not new.content:
        return asking.INVALID
    row = await db.pool.fetchrow(
        statements.ADD, caller, asking.new_id(), new.content, new.content.casefold(), bool(new.is_done)
    )
    return (201, views.todo(row)) if row else asking.TOO_MANY


async def update_todo(asked: Asked) -> Answer:
    caller = await _caller(asked)
    if caller is None:
        return asking.UNAUTHORIZED
    try:
        change = views.changes_in(asked.body)
    except msgspec.ValidationError:
        return asking.INVALID
    content, version = change.content, asking.version_in(asked.if_match)
    folded = content.casefold() if content else None
    row = await db.pool.fetchrow(statements.EDIT, caller, asked.id, version, content, folded, change.is_done)
    if row:
        return 200, views.todo(row)
    is_there = await db.pool.fetchval(statements.EXISTS, caller, asked.id)
    return asking.OUTDATED if is_there else asking.NOT_FOUND


async def refresh(asked: Asked) -> Answer:
    exchange = Exchange.of(parse_qs(asked.body.decode())["refresh_token"][0])
    found = await db.pool.fetchrow(statements.HOLDER, exchange.digest)
    row = await db.pool.fetchrow(statements.JOINED_ROTATE, *exchange.arguments) if found else None
    if row is None:
        await db.pool.execute(statements.END_STOLEN, exchange.digest)
        return asking.REFUSED
    session, user, name = row
    access = tokens.minted_by_pyjwt(tokens.claims(user, session, asking.new_id()))
    return 200, views.tokens(access, tokens.LIFETIME, exchange.successor, name)


async def verify_email(asked: Asked) -> Answer:
    caller, guess = await _caller(asked), guess_in(asked.body)
    if caller is None:
        return asking.UNAUTHORIZED
    spent = await db.pool.fetchval(statements.SPEND, caller)
    return await proved(db, codes, caller, guess) if spent else asking.TOO_MANY


async def close() -> None:
    await db.close()
    await codes.close()


ROUTES: Routes = {
    ("GET", "/todos"): list_todos,
    ("GET", "/cleanings"): list_cleanings,
    ("GET", "/users/me"): read_account,
    ("POST", "/todos"): create_todo,
    ("PATCH", "/todos/"): update_todo,
    ("POST", "/auth/token"): refresh,
    ("POST", "/users/email/otp/verify"): verify_email,
}
