"""`todoauth users`, the commands."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from todoauth.entrypoints.settings import Settings


@click.group
def users() -> None:
    """Manage accounts."""


@users.command
@click.argument("name")
def create_superuser(name: str) -> None:
    """Create an account with all rights. The password is asked for, or is the first line of standard input."""
    from todoauth.entrypoints.users import create_superuser as create

    create(_settings(), name=name, password=_password())
    click.echo("There is a new superuser.")


@users.command("list")
@click.argument("search", required=False)
@click.option("--superusers", is_flag=True, help="Only those with all rights.")
@click.option("--disabled", is_flag=True, help="Only those whose account is closed.")
@click.option("--limit", type=click.IntRange(min=1), help="How many at most.")
def list_users(search: str | None, superusers: bool, disabled: bool, limit: int | None) -> None:
    """List the accounts, the oldest first, with tabs between the columns: all, or with SEARCH in a name or address."""
    from todoauth.domain.model.text import SearchText
    from todoauth.domain.model.user import UserFilter
    from todoauth.entrypoints import users as accounts

    with accounts.refusals("search"):
        text = SearchText.parse(search) if search is not None else None
    only = UserFilter(is_active=False if disabled else None, is_superuser=superusers or None, text=text)
    for user in accounts.list_users(_settings(), only, at_most=limit):
        click.echo(accounts.line(user))


@users.command
@click.argument("name")
def disable(name: str) -> None:
    """Close an account. All its sessions end."""
    _administer(name, is_active=False)


@users.command
@click.argument("name")
def enable(name: str) -> None:
    """Open an account again."""
    _administer(name, is_active=True)


@users.command
@click.argument("name")
def promote(name: str) -> None:
    """Give somebody all rights."""
    _administer(name, is_superuser=True)


@users.command
@click.argument("name")
def demote(name: str) -> None:
    """Take all rights from somebody."""
    _administer(name, is_superuser=False)


@users.command
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask.")
def delete(name: str, yes: bool) -> None:
    """Delete an account and everything in it, for good."""
    from todoauth.entrypoints.users import remove

    settings = _settings()
    if not yes:
        click.confirm("The account and everything in it will be lost. Go on?", abort=True)
    remove(settings, name)
    click.echo("The account is gone.")


@users.command
@click.argument("name")
def log_out(name: str) -> None:
    """End all sessions of somebody."""
    from todoauth.entrypoints.users import end_sessions

    end_sessions(_settings(), name)
    click.echo("All their sessions have ended.")


def _settings() -> "Settings":
    """Return the settings. What is logged meanwhile is in the way of no answer."""
    from todoauth.entrypoints.logs import configure_logs
    from todoauth.entrypoints.settings import read_settings

    settings = read_settings()
    configure_logs(machine=settings.is_production, level=settings.log_level, out=sys.stderr)
    return settings


def _administer(name: str, **rights: bool) -> None:
    from todoauth.entrypoints.users import administer, line

    click.echo(line(administer(_settings(), name, **rights)))


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().removesuffix("\n")
