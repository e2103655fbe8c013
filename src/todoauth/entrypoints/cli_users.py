"""`todoauth users`, the commands."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

import sys
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

if TYPE_CHECKING:
    from todoauth.entrypoints.settings import Settings

users = typer.Typer(no_args_is_help=True, help="Manage accounts.")

_Name: TypeAlias = Annotated[str, typer.Argument(help="The username.")]


@users.command()
def create_superuser(name: _Name) -> None:
    """Create an account with all rights. The password is asked for, or is the first line of standard input."""
    from todoauth.entrypoints.users import create_superuser as create

    create(_settings(), name=name, password=_password())
    typer.echo("There is a new superuser.")


@users.command("list")
def list_users(
    search: Annotated[str | None, typer.Argument(help="Part of a name or of a proved address.")] = None,
    superusers: Annotated[bool, typer.Option("--superusers", help="Only those with all rights.")] = False,
    disabled: Annotated[bool, typer.Option("--disabled", help="Only those whose account is closed.")] = False,
    limit: Annotated[int | None, typer.Option(min=1, help="How many at most.")] = None,
) -> None:
    """List the accounts, the oldest first, with tabs between the columns."""
    from todoauth.domain.model.text import SearchText
    from todoauth.domain.model.user import UserFilter
    from todoauth.entrypoints import users as accounts

    with accounts.refusals("search"):
        text = SearchText.parse(search) if search is not None else None
    only = UserFilter(is_active=False if disabled else None, is_superuser=superusers or None, text=text)
    for user in accounts.list_users(_settings(), only, at_most=limit):
        typer.echo(accounts.line(user))


@users.command()
def disable(name: _Name) -> None:
    """Close an account. All its sessions end."""
    _administer(name, is_active=False)


@users.command()
def enable(name: _Name) -> None:
    """Open an account again."""
    _administer(name, is_active=True)


@users.command()
def promote(name: _Name) -> None:
    """Give somebody all rights."""
    _administer(name, is_superuser=True)


@users.command()
def demote(name: _Name) -> None:
    """Take all rights from somebody."""
    _administer(name, is_superuser=False)


@users.command()
def delete(name: _Name, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False) -> None:
    """Delete an account and everything in it, for good."""
    from todoauth.entrypoints.users import remove

    settings = _settings()
    if not yes:
        typer.confirm("The account and everything in it will be lost. Go on?", abort=True)
    remove(settings, name)
    typer.echo("The account is gone.")


@users.command()
def log_out(name: _Name) -> None:
    """End all sessions of somebody."""
    from todoauth.entrypoints.users import end_sessions

    end_sessions(_settings(), name)
    typer.echo("All their sessions have ended.")


def _settings() -> "Settings":
    """Return the settings. What is logged meanwhile is in the way of no answer."""
    from todoauth.entrypoints.logs import configure_logs
    from todoauth.entrypoints.settings import read_settings

    settings = read_settings()
    configure_logs(machine=settings.is_production, level=settings.log_level, out=sys.stderr)
    return settings


def _administer(name: str, **rights: bool) -> None:
    from todoauth.entrypoints.users import administer, line

    typer.echo(line(administer(_settings(), name, **rights)))


def _password() -> str:
    if sys.stdin.isatty():
        return str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().removesuffix("\n")
