"""What is asked of PostgreSQL: in one statement together with the session (`l0_star`), or after it (`l0`, `l1`).

Every one reads the session and its user, so that an ended session is worth nothing from the next request on, and finds
by owner only what is the owner's.
"""

_LIVE = "u.is_active AND s.idle_ends_at > now() AND s.ends_at > now()"
_CALLER = f"sessions s JOIN users u ON u.id = s.user_id WHERE s.id = $1 AND {_LIVE}"
_TODO = "id, content, is_done, created_at, updated_at, version"
_CLEANING = "id, name, description, cleaning_type, price, owner_id, created_at, updated_at, version"
_USER = "id, username, full_name, email, email_canonical IS NOT NULL, is_active, is_superuser, created_at, updated_at"
_EDITED = (
    "content = coalesce($4, t.content), folded = coalesce($5, t.folded), is_done = coalesce($6, t.is_done), "
    "updated_at = now(), version = t.version + 1"
)
_NEW = "INSERT INTO todos (owner_id, id, content, folded, is_done, created_at, updated_at, version)"
_FEW = "(SELECT count(*) FROM todos o WHERE o.owner_id = {owner}) < 10000"


def _of(table: str, columns: str) -> str:
    return ", ".join(f"{table}.{column}" for column in columns.split(", "))


CALLER = f"SELECT s.user_id FROM {_CALLER}"

JOINED_TODOS = f"""
SELECT {_of("t", _TODO)} FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN LATERAL (
    SELECT {_TODO} FROM todos WHERE owner_id = s.user_id ORDER BY id LIMIT 21
) t ON true WHERE s.id = $1 AND {_LIVE}
"""
TODOS = f"SELECT {_TODO} FROM todos WHERE owner_id = $1 ORDER BY id LIMIT 21"

JOINED_CLEANINGS = f"""
SELECT {_of("c", _CLEANING)} FROM sessions s JOIN users u ON u.id = s.user_id LEFT JOIN LATERAL (
    SELECT {_CLEANING} FROM cleanings ORDER BY id LIMIT 21
) c ON true WHERE s.id = $1 AND {_LIVE}
"""
CLEANINGS = f"SELECT {_CLEANING} FROM cleanings ORDER BY id LIMIT 21"

JOINED_ME = f"SELECT {_of('u', _USER)} FROM {_CALLER}"
ME = f"SELECT {_USER} FROM users WHERE id = $1"

# Under a race the count may be one behind: only a lock makes it exact, which is one thing more.
JOINED_ADD = f"""
{_NEW} SELECT s.user_id, $2, $3, $4, $5, now(), now(), 1 FROM {_CALLER} AND {_FEW.format(owner="s.user_id")}
RETURNING {_TODO}
"""
ADD = f"{_NEW} SELECT $1, $2, $3, $4, $5, now(), now(), 1 WHERE {_FEW.format(owner='$1')} RETURNING {_TODO}"

JOINED_EDIT = f"""
UPDATE todos t SET {_EDITED} FROM {_CALLER}
AND t.owner_id = s.user_id AND t.id = $2 AND ($3::int IS NULL OR t.version = $3) RETURNING {_of("t", _TODO)}
"""
EDIT = f"""
UPDATE todos t SET {_EDITED}
WHERE t.owner_id = $1 AND t.id = $2 AND ($3::int IS NULL OR t.version = $3) RETURNING {_of("t", _TODO)}
"""
EXISTS = "SELECT 1 FROM todos WHERE owner_id = $1 AND id = $2"

_REFRESHED = f"""
UPDATE sessions s SET refresh_digest = $2, last_used_at = now(),
    idle_ends_at = least(now() + interval '14 days', s.ends_at), client = NULL, network = $4
FROM users u WHERE s.refresh_digest = $1 AND u.id = s.user_id AND {_LIVE}
RETURNING s.id, u.id AS user_id, u.username
"""
JOINED_ROTATE = f"""
WITH rotated AS ({_REFRESHED}), spent AS (
    INSERT INTO spent_refreshes (digest, session_id, nonce, spent_at) SELECT $1, id, $3, now() FROM rotated
)
SELECT id, user_id, username FROM rotated
"""
HOLDER = (
    "SELECT s.id, u.id, u.username FROM sessions s JOIN users u ON u.id = s.user_id "
    f"WHERE s.refresh_digest = $1 AND {_LIVE}"
)
END_STOLEN = "DELETE FROM sessions s USING spent_refreshes r WHERE r.digest = $1 AND s.id = r.session_id"

_FEW_GUESSES = """
(SELECT count(*) FROM spent_guesses g
 WHERE g.subject = {user} AND g.purpose = 'verify-email' AND g.spent_at > now() - interval '1 day') < 100
"""
JOINED_SPEND = f"""
INSERT INTO spent_guesses (subject, purpose, spent_at) SELECT s.user_id, 'verify-email', now() FROM {_CALLER}
AND {_FEW_GUESSES.format(user="s.user_id")} RETURNING subject
"""
SPEND = f"""
INSERT INTO spent_guesses (subject, purpose, spent_at) SELECT $1, 'verify-email', now()
WHERE {_FEW_GUESSES.format(user="$1")} RETURNING subject
"""
