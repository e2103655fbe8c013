"""Many rows in every table of a server."""

from collections.abc import Mapping

from sqlalchemy import Connection

from todoauth.adapters.sql.tables import METADATA

ROWS, OWNERS = 50_000, 20

_FILL = """
INSERT INTO users
    (id, username, username_canonical, email, email_canonical, password_hash, is_active, is_superuser,
    created_at, updated_at, version)
    SELECT {id}, {name}, {name}, {name}, {name}, 'x', TRUE, FALSE, {now}, {now}, 1 FROM {numbers};
INSERT INTO todos (id, owner_id, content, folded, is_done, created_at, updated_at, version)
    SELECT {id}, {owner}, {name}, {name}, mod(n, 2) = 0, {now}, {now}, 1 FROM {numbers};
INSERT INTO cleanings (id, owner_id, name, folded, cleaning_type, price, created_at, updated_at, version)
    SELECT {id}, {owner}, {name}, {name}, {kind}, 9.99, {now}, {now}, 1 FROM {numbers};
INSERT INTO sessions (id, user_id, refresh_digest, created_at, last_used_at, idle_ends_at, ends_at)
    SELECT {id}, {id}, {digest}, {now}, {now}, {now} + {later}, {now} + {later} FROM {numbers};
INSERT INTO spent_refreshes (digest, session_id, nonce, spent_at)
    SELECT {digest}, {id}, {digest}, {now} FROM {numbers};
INSERT INTO known_networks (user_id, network, logged_in_at)
    SELECT {id}, 'somewhere', {now} + {later} FROM {numbers};
INSERT INTO outbox (id, kind, user_id, email, owed_at, not_before, attempts, is_dead)
    SELECT {id}, 'prove-address', {id}, {name}, {now}, {now} + {later}, 0, mod(n, 2) = 0 FROM {numbers};
INSERT INTO spent_guesses (subject, purpose, spent_at)
    SELECT {id}, 'prove-address', {now} + {later} FROM {numbers};
INSERT INTO spent_codes (digest, spent_at) SELECT {digest}, {now} + {later} FROM {numbers};
INSERT INTO failed_attempts (subject, times) SELECT {id}, 1 FROM {numbers}
"""
_KIND = "CASE mod(n, 3) WHEN 0 THEN 'dust_up' WHEN 1 THEN 'spot_clean' ELSE 'full_clean' END"
_WORDS: Mapping[str, Mapping[str, str]] = {
    "postgresql": {
        "id": "lpad(to_hex(n), 32, '0')::uuid",
        "owner": f"lpad(to_hex(mod(n, {OWNERS}) + 1), 32, '0')::uuid",
        "name": "md5(n::text)",
        "digest": "sha256(int8send(n))",
        "now": "now()",
        "later": "n * interval '1 s'",
        "kind": _KIND,
        "numbers": f"generate_series(1, {ROWS}) n",
    },
    "mysql": {
        "id": "unhex(lpad(hex(n), 32, '0'))",
        "owner": f"unhex(lpad(hex(mod(n, {OWNERS}) + 1), 32, '0'))",
        "name": "md5(n)",
        "digest": "unhex(sha2(n, 256))",
        "now": "utc_timestamp(6)",
        "later": "INTERVAL n SECOND",
        "kind": _KIND,
        "numbers": f"(SELECT seq n FROM seq_1_to_{ROWS}) numbers",  # noqa: S608
    },
}
# What a server does by itself after a while: count, and put what was added to indexes on text into its place.
_SETTLE = {
    "postgresql": [
        "SELECT gin_clean_pending_list('ix_cleanings_folded')",
        "SELECT gin_clean_pending_list('ix_users_username_canonical_email_canonical')",
        "ANALYZE",
    ],
    "mysql": [f"ANALYZE TABLE {', '.join(METADATA.tables)}"],
}


def fill_with_many(connection: Connection) -> None:
    """Put `ROWS` rows into each table, todos and cleanings of so many `OWNERS`, and let the server know."""
    database = connection.dialect.name
    for statement in (*_FILL.format_map(_WORDS[database]).split(";"), *_SETTLE[database]):
        connection.exec_driver_sql(statement)
