"""`todoauth`, the command."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

from typing import Annotated

import typer

from todoauth import __version__
from todoauth.entrypoints.cli_keys import keys
from todoauth.entrypoints.cli_outbox import outbox
from todoauth.entrypoints.cli_users import users

cli = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
migrate = typer.Typer(no_args_is_help=True, help="Change the schema of the database.")
cli.add_typer(migrate, name="migrate")
cli.add_typer(keys, name="keys")
cli.add_typer(outbox, name="outbox")
cli.add_typer(users, name="users")


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"todoauth {__version__}")
        raise typer.Exit


@cli.callback()
def todoauth(
    _version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit.")
    ] = False,
) -> None:
    """Accounts, sessions, one-time codes, todos and cleanings, as a service."""


@cli.command()
def serve(
    workers: Annotated[str | None, typer.Option(metavar="N", help="How many processes serve.")] = None,
) -> None:
    """Serve the API."""
    from todoauth.entrypoints.serve import serve as serve_until_told
    from todoauth.entrypoints.settings import read_settings

    serve_until_told(read_settings() if workers is None else read_settings(workers=workers))


@cli.command()
def worker() -> None:
    """Deliver the mail that is owed, apart from the service."""
    from todoauth.entrypoints.settings import read_settings
    from todoauth.entrypoints.worker import work

    work(read_settings())


@cli.command()
def health() -> None:
    """Tell whether the service that these settings describe is ready on this machine."""
    from todoauth.entrypoints.health import ask_health
    from todoauth.entrypoints.settings import read_settings

    typer.echo(ask_health(read_settings()))


@cli.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For machines to read.")] = False,
) -> None:
    """Look at the whole deployment, and tell what is wrong and how to mend it. Nothing is changed."""
    import asyncio
    import sys

    from todoauth.entrypoints.doctor.examination import document, examine, has_errors, report
    from todoauth.entrypoints.logs import configure_logs

    configure_logs(machine=False, level="error", out=sys.stderr)
    findings = asyncio.run(examine())
    typer.echo(document(findings) if as_json else report(findings))
    raise typer.Exit(1 if has_errors(findings) else 0)


@cli.command()
def openapi() -> None:
    """Print the OpenAPI document."""
    import json

    from todoauth.entrypoints.app import create_app
    from todoauth.entrypoints.settings import read_settings

    typer.echo(json.dumps(create_app(read_settings()).openapi(), indent=2, sort_keys=True, ensure_ascii=False))


@migrate.command()
def up(to: Annotated[str, typer.Argument(help="The revision to stop at.")] = "head") -> None:
    """Bring the schema up to a revision: all the way, if none is named."""
    from todoauth.entrypoints import schema
    from todoauth.entrypoints.settings import read_settings

    typer.echo(schema.move_up(read_settings(), to))


@migrate.command()
def down(
    to: Annotated[str | None, typer.Argument(help="The revision to stop at; base is an empty database.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Bring the schema down to a revision, or by one step. What was added above it is lost."""
    from todoauth.entrypoints import schema
    from todoauth.entrypoints.settings import read_settings

    settings = read_settings()
    if to is None and not yes:
        typer.confirm("This undoes the last migration, and what it added is lost. Go on?", abort=True)
    typer.echo(schema.move_down(settings, to or "-1"))


@migrate.command()
def status() -> None:
    """Tell where the schema stands."""
    from todoauth.entrypoints import schema
    from todoauth.entrypoints.settings import read_settings

    typer.echo(schema.standing(read_settings()))


@migrate.command()
def new(message: Annotated[str, typer.Argument(help="What the migration does.")]) -> None:
    """Write the next migration, from what the tables are and what the migrations so far make."""
    from todoauth.adapters.sql import migrations

    typer.echo(migrations.new(message))
