"""Users, sessions, todos, cleanings and ledgers in SQL: on SQLite, PostgreSQL, MariaDB and MySQL."""
