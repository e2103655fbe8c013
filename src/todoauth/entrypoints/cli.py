"""`todoauth`, the command."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

import click

from todoauth import __version__
from todoauth.entrypoints.cli_keys import keys
from todoauth.entrypoints.cli_outbox import outbox
from todoauth.entrypoints.cli_users import users


@click.group
@click.version_option(__version__, message="todoauth %(version)s")
def cli() -> None:
    """Accounts, sessions, one-time codes, todos and cleanings, as a service."""


cli.add_command(keys)
cli.add_command(outbox)
cli.add_command(users)


@cli.command
@click.option("--workers", metavar="N", help="How many processes serve.")
def serve(workers: str | None) -> None:
    """Serve the API."""
    from todoauth.entrypoints.serve import serve as serve_until_told
    from todoauth.entrypoints.settings import read_settings

    serve_until_told(read_settings() if workers is None else read_settings(workers=workers))


@cli.command
def worker() -> None:
    """Deliver the mail that is owed, apart from the service."""
    from todoauth.entrypoints.settings import read_settings
    from todoauth.entrypoints.worker import work

    work(read_settings())


@cli.command
def health() -> None:
    """Tell whether the service that these settings describe is ready on this machine."""
    from todoauth.entrypoints.health import ask_health
    from todoauth.entrypoints.settings import read_settings

    click.echo(ask_health(read_settings()))


@cli.command
@click.option("--json", "as_json", is_flag=True, help="For machines to read.")
@click.pass_context
def doctor(context: click.Context, as_json: bool) -> None:
    """Look at the whole deployment, and tell what is wrong and how to mend it. Nothing is changed."""
    import asyncio
    import sys

    from todoauth.entrypoints.doctor.examination import document, examine, has_errors, report
    from todoauth.entrypoints.logs import configure_logs

    configure_logs(machine=False, level="error", out=sys.stderr)
    findings = asyncio.run(examine())
    click.echo(document(findings) if as_json else report(findings))
    context.exit(1 if has_errors(findings) else 0)


@cli.command
def openapi() -> None:
    """Print the OpenAPI document."""
    import json

    from todoauth.entrypoints.app import create_app
    from todoauth.entrypoints.settings import read_settings

    click.echo(json.dumps(create_app(read_settings()).openapi(), indent=2, sort_keys=True, ensure_ascii=False))


@cli.group
def migrate() -> None:
    """Change the schema of the database."""


@migrate.command
@click.argument("to", default="head")
def up(to: str) -> None:
    """Bring the schema up to revision TO: all the way, if none is named."""
    from todoauth.entrypoints import schema
    from todoauth.entrypoints.settings import read_settings

    click.echo(schema.move_up(read_settings(), to))


@migrate.command
@click.argument("to", required=False)
@click.option("--yes", is_flag=True, help="Do not ask.")
def down(to: str | None, yes: bool) -> None:
    """Bring the schema down to revision TO (base: no schema), or by one step. What was added above it is lost."""
    from todoauth.entrypoints import schema
    from todoauth.entrypoints.settings import read_settings

    settings = read_settings()
    if to is None and not yes:
        click.confirm("This undoes the last migration, and what it added is lost. Go on?", abort=True)
    click.echo(schema.move_down(settings, to or "-1"))


@migrate.command
def status() -> None:
    """Tell where the schema stands."""
    from todoauth.entrypoints import schema
    from todoauth.entrypoints.settings import read_settings

    click.echo(schema.standing(read_settings()))


@migrate.command
@click.argument("message")
def new(message: str) -> None:
    """Write the next migration, from what the tables are and what those so far make. MESSAGE tells what it does."""
    from todoauth.adapters.sql import migrations

    click.echo(migrations.new(message))
