"""Whether the servers that the service needs are there, and agree with it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

from todoauth.adapters.sql.migrations import Status
from todoauth.adapters.system import new_key, system_clock
from todoauth.domain.errors import Unavailable
from todoauth.entrypoints import parts
from todoauth.entrypoints.doctor.finding import Finding, error, fine, warning
from todoauth.entrypoints.keys.derived import Keys, is_open_to_others
from todoauth.entrypoints.refusal import Refused
from todoauth.entrypoints.schema import absence, status_of
from todoauth.entrypoints.settings import Settings
from todoauth.ports.system import Clock

_SQLITE = "sqlite:///"
_SEE_DATABASE = "See TODOAUTH_DATABASE_URL, and whether the server runs."
_NOTICEABLE = timedelta(seconds=2)
_BELIEVED = timedelta(seconds=10)  # how far ahead another machine's tokens may be


async def check_database(settings: Settings, *, now: Clock = system_clock) -> AsyncIterator[Finding]:
    """Look for the database, at its schema and at its clock. Nothing is made or changed."""
    file = _file_of(settings)
    if file is not None and not file.exists():
        yield fine("database", "There is no file yet: it is made by the first start, or by todoauth migrate up.")
        return
    if file is not None and is_open_to_others(file):
        yield warning("database", "The SQLite file can be read or changed by others.", f"chmod 600 {file}.")
    try:
        schema = await asyncio.to_thread(status_of, settings)
    except Refused as refused:
        yield error("database", refused.reasons[0], _SEE_DATABASE)
        return
    yield judge_schema(schema, auto_migrate=settings.auto_migrate)
    if schema.lacks:
        yield warning(
            "search",
            "PostgreSQL has no index on text: searches read whole tables.",
            "Let the service have pg_trgm, and make the indexes as docs/databases.md says.",
        )
    async with parts.database(settings) as database:
        try:
            before, theirs, after = now(), await database.time(), now()
        except Unavailable as unavailable:
            yield error("database", absence(unavailable).reasons[0], _SEE_DATABASE)
        else:
            yield judge_clock(before, theirs, after)


def judge_schema(schema: Status, *, auto_migrate: bool) -> Finding:
    """Tell whether the schema is the one that this version needs."""
    if not schema.pending:
        return fine("schema", f"It is at revision {schema.current}, the newest.")
    told = f"{len(schema.pending)} migrations are pending."
    if auto_migrate:
        return warning("schema", told, "The next start runs them; todoauth migrate up does it now.")
    return error("schema", told, "Run todoauth migrate up: the service does not start before.")


def judge_clock(before: datetime, theirs: datetime, after: datetime) -> Finding:
    """Tell how far the clock of the database is from ours, for whoever asked `before` and had the answer `after`."""
    skew = max(before - theirs, theirs - after, timedelta(0))
    told = f"The database is {skew.total_seconds():.1f} s away from this machine."
    mend = "Let both machines keep time by NTP."
    if skew > _BELIEVED:
        return error("clock", f"{told} Tokens of one machine are refused by another.", mend)
    return warning("clock", told, mend) if skew > _NOTICEABLE else fine("clock", told)


async def check_redis(settings: Settings) -> AsyncIterator[Finding]:
    """Look whether the shared store takes what we would write."""
    redis = parts.redis(settings, Keys.of(new_key()))  # keys of nobody's: what is there is not touched
    if redis is None:
        yield fine("redis", "There is none: one process keeps codes and limits in its memory.")
        return
    async with redis:
        try:
            await redis.ping()
        except Unavailable:
            yield error(
                "redis",
                "It does not answer, does not let us in, or takes no writes.",
                "See TODOAUTH_REDIS_URL. Meanwhile codes cannot be verified, and limits are stricter.",
            )
        else:
            yield fine("redis", "It answers and takes writes.")


async def check_mail(settings: Settings, *, now: Clock = system_clock) -> AsyncIterator[Finding]:
    """Look whether the mail server would take mail. None is sent."""
    if settings.smtp_url is None:
        yield fine("mail", "It goes to the console.")
        return
    try:
        await parts.smtp_mailer(settings, now).greet()
    except Unavailable:
        yield error(
            "mail",
            "The server does not answer, has a wrong certificate or no TLS, or refuses our name and password.",
            "See TODOAUTH_SMTP_URL. Meanwhile mail waits in the outbox.",
        )
    else:
        yield fine("mail", "The server lets us in.")


def _file_of(settings: Settings) -> Path | None:
    url = settings.database_url.get_secret_value()
    return Path(url.removeprefix(_SQLITE)) if url.startswith(_SQLITE) else None
