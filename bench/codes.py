"""Proving an address: codes are kept in Redis, where this process can send them to everybody at once."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial

from bench import programs, rows
from bench.credentials import KEYS
from bench.programs import Program
from bench.rows import Person
from bench.works import Token, Work, wire
from tests.servers.redis import RedisServer
from todoauth.adapters.redis.code_cache import RedisCodeCache
from todoauth.adapters.redis.database import RedisDatabase
from todoauth.domain.model.email import EmailAddress
from todoauth.domain.model.ids import UserId
from todoauth.domain.model.one_time_code import CodeKey, CodeSeal, OneTimeCode, Purpose

_CODE = OneTimeCode("123456")
_LASTING = timedelta(minutes=10)
_AT_A_TIME = 500

# The notices stay where they are: delivering them is no part of the request.
_KEEP_MAIL = """
CREATE OR REPLACE FUNCTION keep() RETURNS trigger LANGUAGE plpgsql AS
'BEGIN NEW.not_before := NEW.not_before + interval ''1 day''; RETURN NEW; END';
CREATE OR REPLACE TRIGGER keep BEFORE INSERT ON outbox FOR EACH ROW EXECUTE FUNCTION keep();
"""
_PUT_USERS_BACK = """
UPDATE users u SET email = k.email, email_canonical = k.email_canonical, version = k.version, updated_at = k.updated_at
FROM kept.users k WHERE k.id = u.id AND k.version <> u.version
"""
_UNDO = (
    "DELETE FROM spent_guesses",
    "DELETE FROM spent_codes",
    "DELETE FROM outbox",
    _PUT_USERS_BACK,
    "VACUUM ANALYZE spent_guesses",
    "VACUUM ANALYZE spent_codes",
    "VACUUM ANALYZE outbox",
    "VACUUM ANALYZE users",
)


def verifying(server: RedisServer) -> tuple[Work, Sequence[Program]]:
    """Return the work of proving an address, and who does it, with the codes of that Redis."""
    work = Work("verify a code", _requests, _UNDO, prepare=(_KEEP_MAIL,), ready=partial(send_codes, server))
    limits = [programs.limit("L0*", "l0_star"), programs.limit("L0", "l0"), programs.limit("L1", "l1")]
    return work, [_with(server.url, program) for program in (*limits, programs.product())]


def _with(url: str, program: Program) -> Program:
    more = {"BENCH_REDIS_URL": url, "TODOAUTH_REDIS_URL": url}
    return replace(program, environ=lambda port, database: {**program.environ(port, database), **more})


def send_codes(server: RedisServer) -> None:
    """Forget all codes, and keep a new one for each of the writers."""
    server.do("FLUSHALL")
    asyncio.run(_send(server.url))


async def _send(url: str) -> None:
    seal, keys = CodeSeal(KEYS.code), [_key(person) for person in rows.writers()]
    async with RedisDatabase.at(url, secret=KEYS.shared_names, patience=10) as database:
        cache = RedisCodeCache(database)
        for first in range(0, len(keys), _AT_A_TIME):
            some = keys[first : first + _AT_A_TIME]
            await asyncio.gather(*(cache.put(key, seal(key, _CODE), ttl=_LASTING, guesses=5) for key in some))


def _requests(token: Token) -> Sequence[bytes]:
    return [
        wire("POST", "/users/email/otp/verify", token(person), {"email": _address(person), "otp": _CODE.text})
        for person in rows.writers()
    ]


def _address(person: Person) -> str:
    return f"{person.name}@example.org"


def _key(person: Person) -> CodeKey:
    return CodeKey(Purpose.VERIFY_EMAIL, UserId(person.id), EmailAddress.parse(_address(person)))
