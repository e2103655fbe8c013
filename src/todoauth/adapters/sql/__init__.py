"""Users, sessions, todos, cleanings and ledgers in SQL: on SQLite and on PostgreSQL."""
