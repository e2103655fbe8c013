"""What Alembic runs for each command. The connection is in a transaction already."""

from alembic import context

from todoauth.adapters.sql.migrations.comparing import is_compared
from todoauth.adapters.sql.tables.keeping import kept

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=kept(),
    include_object=is_compared,
    # SQLite can change little about a table: Alembic then makes a new one and copies the rows.
    render_as_batch=True,
)
context.run_migrations()
