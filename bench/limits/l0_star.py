"""L0*: bare ASGI, a token remembered once it is proved, and one statement for each request."""

from urllib.parse import parse_qs

import msgspec

from bench.limits import asking, statements, tokens, views
from bench.limits.asking import Answer, Asked
from bench.limits.bare import bare
from bench.limits.pool import Postgres
from bench.limits.proving import Codes, guess_in, proved
from bench.limits.refreshing import Exchange

db, codes = Postgres(), Codes()


async def list_todos(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    rows = await db.pool.fetch(statements.JOINED_TODOS, session) if session else None
    return (200, views.todos(rows)) if rows else asking.UNAUTHORIZED


async def list_cleanings(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    rows = await db.pool.fetch(statements.JOINED_CLEANINGS, session) if session else None
    return (200, views.cleanings(rows)) if rows else asking.UNAUTHORIZED


async def read_account(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    row = await db.pool.fetchrow(statements.JOINED_ME, session) if session else None
    return (200, views.user(row)) if row else asking.UNAUTHORIZED


async def create_todo(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    if not session:
        return asking.UNAUTHORIZED
    try:
        new = views.changes_in(asked.body)
    except msgspec.ValidationError:
        return asking.INVALID
    if not new.content:
        return asking.INVALID
    row = await db.pool.fetchrow(
        statements.JOINED_ADD, session, asking.new_id(), new.content, new.content.casefold(), bool(new.is_done)
    )
    if row:
        return 201, views.todo(row)
    return asking.TOO_MANY if await db.pool.fetchrow(statements.CALLER, session) else asking.UNAUTHORIZED


async def update_todo(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    if not session:
        return asking.UNAUTHORIZED
    try:
        change = views.changes_in(asked.body)
    except msgspec.ValidationError:
        return asking.INVALID
    content, version = change.content, asking.version_in(asked.if_match)
    folded = content.casefold() if content else None
    row = await db.pool.fetchrow(statements.JOINED_EDIT, session, asked.id, version, content, folded, change.is_done)
    if row:
        return 200, views.todo(row)
    caller = await db.pool.fetchval(statements.CALLER, session)
    if caller is None:
        return asking.UNAUTHORIZED
    is_there = await db.pool.fetchval(statements.EXISTS, caller, asked.id)
    return asking.OUTDATED if is_there else asking.NOT_FOUND


async def refresh(asked: Asked) -> Answer:
    exchange = Exchange.of(parse_qs(asked.body.decode())["refresh_token"][0])
    row = await db.pool.fetchrow(statements.JOINED_ROTATE, *exchange.arguments)
    if row is None:
        await db.pool.execute(statements.END_STOLEN, exchange.digest)
        return asking.REFUSED
    session, user, name = row
    access = tokens.minted_by_hand(tokens.claims(user, session, asking.new_id()))
    return 200, views.tokens(access, tokens.LIFETIME, exchange.successor, name)


async def verify_email(asked: Asked) -> Answer:
    session = tokens.session_by_hand(asked.token)
    guess = guess_in(asked.body)
    caller = await db.pool.fetchval(statements.JOINED_SPEND, session) if session else None
    return await proved(db, codes, caller, guess) if caller else asking.UNAUTHORIZED


async def close() -> None:
    await db.close()
    await codes.close()


app = bare(
    {
        ("GET", "/todos"): list_todos,
        ("GET", "/cleanings"): list_cleanings,
        ("GET", "/users/me"): read_account,
        ("POST", "/todos"): create_todo,
        ("PATCH", "/todos/"): update_todo,
        ("POST", "/auth/token"): refresh,
        ("POST", "/users/email/otp/verify"): verify_email,
    },
    open=db.open,
    close=close,
)
