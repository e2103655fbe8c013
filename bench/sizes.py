"""Databases in which everything has so many rows: users, their sessions, todos, cleanings, and mail that is owed.

Half of the todos are one user's; the others belong to people who have a page of twenty each, written in turn, so that
those of one person do not lie together. Each database makes its rows by itself, which is the fastest way.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from bench.dialects import Dialect
from bench.rows import ABOUT, PAGE

RARE = "needle"
"""What the last row of each table says, and no other."""

SHORT = RARE[3:5]
"""Two letters of it, which no other cleaning says either, and no index on text knows."""

SESSIONS_END, DEAD_SINCE, DUE_FROM = ABOUT + timedelta(days=14), ABOUT, ABOUT + timedelta(days=1)
"""When the first session ends, when the first mail was given up, and when the first is due. The next follow it."""

APART = timedelta(milliseconds=1)

_FIRST = ("ada", "alan", "barbara", "donald", "edsger", "frances", "grace", "john", "ken", "leslie", "niklaus", "radia")
_LAST = (
    "allen",
    "backus",
    "dijkstra",
    "hopper",
    "knuth",
    "lamport",
    "liskov",
    "lovelace",
    "perlman",
    "turing",
    "wirth",
)
_DO = ("Call", "Write to", "Thank", "Visit", "Invite", "Remind", "Ask", "Pay")
_WHOM = ("the landlord", "the dentist", "the tax office", "grandmother", "the plumber", "the neighbours", "the school")
_WHY = ("about the roof", "before Friday", "because of the invoice", "and bring flowers", "as soon as it rains")
_WHAT = ("Windows", "Carpets", "The whole house", "Ovens", "Gutters", "Offices at night", "Sofas")
_HOW = ("with our own machines", "without any chemicals", "for every floor alike", "on Sundays, too", "by two people")
_KINDS = ("dust_up", "spot_clean", "full_clean")


def people(size: int) -> int:
    """Return how many have a page of todos, beside the one who has `size` of them."""
    return max(1, size // PAGE)


def mails(size: int) -> int:
    """Return how many mails there are, half of them given up and half not due yet."""
    return max(100, size // 10)


def name_of(number: int) -> str:
    """Return what the user of that number is called."""
    return f"{_FIRST[number % len(_FIRST)]}.{_LAST[number // len(_FIRST) % len(_LAST)]}.{number}"


def filled(size: int, dialect: Dialect) -> Iterator[tuple[str, str]]:
    """Yield each table, parents first, with the statement that puts `size` rows into it."""
    yield "users", _insert("users", _users(size, dialect), size, dialect)
    yield "sessions", _insert("sessions", _sessions(dialect), size, dialect)
    hoarded = _todos("n", dialect.id(1, "0"), size, dialect)
    yield "todos", _insert("todos", hoarded, size, dialect)
    yield "todos", _insert("todos", _todos(*_in_turn(size, dialect), 0, dialect), people(size) * PAGE, dialect)
    yield "cleanings", _insert("cleanings", _cleanings(size, dialect), size, dialect)
    yield "outbox", _insert("outbox", _outbox(size, dialect), mails(size), dialect)


def _insert(table: str, columns: Mapping[str, str], rows: int, dialect: Dialect) -> str:
    series = dialect.series.format(size=rows)
    return f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM {series}"


def _users(size: int, dialect: Dialect) -> Mapping[str, str]:
    last = f"{_one_of(_LAST, f'n {dialect.half} {len(_FIRST)}')}"
    name = _last_says(size, f"{_one_of(_FIRST, 'n')} || '.' || {last} || '.' || n")
    email = f"{name} || '@example.org'"
    named = {"username": name, "username_canonical": name, "full_name": f"{_one_of(_FIRST, 'n')} || ' ' || {last}"}
    proved = {"email": email, "email_canonical": email, "password_hash": f"'$2b$12${'x' * 53}'"}
    return {
        "id": dialect.id(1, "n"),
        **named,
        **proved,
        "is_active": "TRUE",
        "is_superuser": "FALSE",
        **_times(dialect),
    }


def _sessions(dialect: Dialect) -> Mapping[str, str]:
    used = {"created_at": dialect.times(ABOUT), "last_used_at": dialect.times(ABOUT)}
    ends = {"idle_ends_at": dialect.times(SESSIONS_END, "n"), "ends_at": dialect.times(SESSIONS_END, "n + 86400000")}
    device = {"client": "'Firefox on Linux'", "network": "'192.0.2.0/24'"}
    whose = {"id": dialect.id(3, "n"), "user_id": dialect.id(1, "n"), "refresh_digest": dialect.digest}
    return {**whose, **used, **ends, **device}


def _in_turn(size: int, dialect: Dialect) -> tuple[str, str]:
    """Return the number and the owner of a todo: people write one each, and then another."""
    crowd = people(size)
    if dialect.in_order:
        number, person = f"(n % {PAGE} * {crowd} + n {dialect.half} {PAGE})", f"n {dialect.half} {PAGE}"
    else:
        number, person = "n", f"n % {crowd}"
    return f"({number} + {size})", dialect.id(1, f"({person} + 1)")


def _todos(number: str, owner: str, size: int, dialect: Dialect) -> Mapping[str, str]:
    said = _one_of(_DO, number), _one_of(_WHOM, number), _one_of(_WHY, number)
    content = _last_says(size, f"{said[0]} || ' ' || {said[1]} || ' ' || {said[2]} || ', ' || {number}")
    said_so = {"content": content, "folded": f"lower({content})", "is_done": f"{number} % 3 = 0"}
    return {"owner_id": owner, "id": dialect.id(5, number), **said_so, **_times(dialect)}


def _cleanings(size: int, dialect: Dialect) -> Mapping[str, str]:
    name = _last_says(size, f"{_one_of(_WHAT, 'n')} || ', ' || n")
    description = f"{_one_of(_WHAT, 'n')} || ' ' || {_one_of(_HOW, 'n')} || ' and ' || {_one_of(_HOW, 'n + 2')}"
    folded = f"lower({name} || ' ' || {description})"
    said = {"name": name, "description": description, "folded": folded}
    sold = {"cleaning_type": _one_of(_KINDS, "n"), "price": "n % 9000 + 999"}
    return {"id": dialect.id(6, "n"), "owner_id": dialect.id(1, "n"), **said, **sold, **_times(dialect)}


def _outbox(size: int, dialect: Dialect) -> Mapping[str, str]:
    dead = "n % 2 = 0"
    later = f"CASE WHEN {dead} THEN {dialect.times(DEAD_SINCE, 'n')} ELSE {dialect.times(DUE_FROM, 'n')} END"
    whom = {"user_id": dialect.id(1, f"n % {size}"), "email": "'somebody.' || n || '@example.org'"}
    state = {"owed_at": dialect.times(ABOUT), "not_before": later, "attempts": "3", "is_dead": dead, "answer": "NULL"}
    return {"id": dialect.id(7, "n"), "kind": "'address-proved'", **whom, **state}


def _times(dialect: Dialect) -> Mapping[str, str]:
    return {"created_at": dialect.times(ABOUT), "updated_at": dialect.times(ABOUT), "version": "1"}


def _last_says(size: int, otherwise: str) -> str:
    return f"CASE WHEN n = {size - 1} THEN '{RARE}' ELSE {otherwise} END"


def _one_of(words: Sequence[str], number: str) -> str:
    cases = " ".join(f"WHEN {place} THEN '{word}'" for place, word in enumerate(words))
    return f"CASE ({number}) % {len(words)} {cases} END"
