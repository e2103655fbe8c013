"""What is said to one kind of server in its own words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

_USER: Final = "SELECT 1 FROM users WHERE username_canonical = '{name}' FOR UPDATE"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Statements; those that ask have rows if it is so.

    Args:
        obey: from now on adding "fail 1213" fails in that way, and adding "slow" takes almost as long as it may.
        slow: how many are slow?
        begin: begin a transaction that waits long for locks, and in a deadlock is not the one that loses.
        lock_user: lock the user with a name.
        locked_user: is the user with a name locked?
        lock_todo: lock the todo with an id.
        waiting: does anybody wait for a lock?
    """

    obey: tuple[str, ...]
    slow: str
    begin: tuple[str, ...]
    lock_todo: str
    waiting: str
    lock_user: str = _USER
    locked_user: str = f"SELECT 1 WHERE NOT EXISTS ({_USER} SKIP LOCKED)"


_TODO: Final = "SELECT 1 FROM todos WHERE id = {id} FOR UPDATE"
_POSTGRES_ID: Final = "'{todo}'"
_MARIADB_ID: Final = "UNHEX(REPLACE('{todo}', '-', ''))"
_ACTIVITY: Final = "SELECT FROM pg_stat_activity WHERE datname = current_database()"

WORDS: Final[Mapping[str, Words]] = {
    "postgresql": Words(
        obey=(
            """
            CREATE OR REPLACE FUNCTION obey() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
              IF NEW.content LIKE 'fail %' THEN
                RAISE EXCEPTION 'on purpose' USING ERRCODE = substr(NEW.content, 6);
              END IF;
              IF NEW.content = 'slow' THEN PERFORM pg_sleep(1.8); END IF;
              RETURN NEW;
            END $$
            """,
            "CREATE OR REPLACE TRIGGER obeyed BEFORE INSERT ON todos FOR EACH ROW EXECUTE FUNCTION obey()",
        ),
        slow=f"{_ACTIVITY} AND wait_event = 'PgSleep'",
        begin=("SET deadlock_timeout = '30s'", "SET lock_timeout = '30s'", "BEGIN"),  # whoever looks for it loses
        lock_todo=_TODO.format(id=_POSTGRES_ID),
        waiting=f"{_ACTIVITY} AND wait_event_type = 'Lock'",
    ),
    "mariadb": Words(
        obey=(
            """
            CREATE OR REPLACE TRIGGER obeyed BEFORE INSERT ON todos FOR EACH ROW BEGIN
              DECLARE number INT;
              IF NEW.content LIKE 'fail %' THEN
                SET number = SUBSTR(NEW.content, 6);
                SIGNAL SQLSTATE '45000' SET MYSQL_ERRNO = number, MESSAGE_TEXT = 'on purpose';
              END IF;
              IF NEW.content = 'slow' THEN DO SLEEP(1.8); END IF;
            END
            """,
        ),
        slow="SELECT 1 FROM information_schema.processlist WHERE db = DATABASE() AND state = 'User sleep'",
        begin=(
            "SET innodb_lock_wait_timeout = 30",
            "CREATE TABLE IF NOT EXISTS ballast (number INT PRIMARY KEY)",
            "BEGIN",
            "INSERT INTO ballast SELECT seq FROM seq_1_to_1000",  # whoever has changed less loses
        ),
        lock_todo=_TODO.format(id=_MARIADB_ID),
        waiting=(
            "SELECT 1 FROM information_schema.global_status "
            "WHERE variable_name = 'Innodb_row_lock_current_waits' AND variable_value > 0"
        ),
    ),
}

# Each way of failing, and after how many seconds to come back.
POSTGRES_FAILURES = {
    "40001": 1,  # serialization failure
    "40P01": 1,  # deadlock
    "55P03": 1,  # a lock was not to be had
    "57014": 2,  # a statement took too long
    "25006": 2,  # read-only
    "53200": 2,  # out of memory
    "53300": 2,  # too many connections
    "58030": 2,  # input or output failed
    "53100": 30,  # disk full
}
MARIADB_FAILURES = {
    "1213": 1,  # deadlock
    "1205": 1,  # a lock was not to be had
    "1020": 1,  # a row was changed by somebody else
    "1969": 2,  # a statement took too long
    "1290": 2,  # read-only
    "1836": 2,  # read-only, too
    "1053": 2,  # shutting down
    "1041": 2,  # out of memory
    "1040": 2,  # too many connections
    "1030": 2,  # input or output failed
    "1021": 30,  # disk full
    "1114": 30,  # a table is full
}
