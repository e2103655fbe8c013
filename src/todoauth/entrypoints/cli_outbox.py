"""`todoauth outbox`."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

from typing import Annotated

import typer

outbox = typer.Typer(no_args_is_help=True, help="See to the mail that is owed.")


@outbox.command("list")
def list_owed(
    is_dead: Annotated[
        bool | None, typer.Option("--dead/--waiting", help="Only what is tried no more, or only what will be.")
    ] = None,
    limit: Annotated[int, typer.Option(help="How many mails, at most 100.")] = 20,
    after: Annotated[str | None, typer.Option(help="The id of the last mail seen.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="An object of JSON on each line.")] = False,
) -> None:
    """List owed mail, oldest first, and what the mail server last said of it."""
    from todoauth.entrypoints.mail_listing import as_json_lines, as_table
    from todoauth.entrypoints.outbox import list_mail
    from todoauth.entrypoints.settings import read_settings

    page = list_mail(read_settings(), is_dead=is_dead, limit=limit, after=after)
    typer.echo((as_json_lines if as_json else as_table)(page.items), nl=False)
    if page.next_cursor is not None:
        typer.echo(f"There is more: --after {page.next_cursor.after}", err=True)


@outbox.command()
def retry(
    ids: Annotated[list[str] | None, typer.Argument(help="The ids of dead mails.")] = None,
    all_dead: Annotated[bool, typer.Option("--all-dead", help="All dead mail.")] = False,
) -> None:
    """Try dead mail again, from the start."""
    from todoauth.entrypoints.outbox import Misused, retry_all_dead, retry_mail
    from todoauth.entrypoints.settings import read_settings

    if bool(ids) == all_dead:
        raise Misused("Name the mails to retry, or say --all-dead.")
    settings = read_settings()
    typer.echo(retry_mail(settings, ids) if ids else retry_all_dead(settings))


@outbox.command()
def drop(
    ids: Annotated[list[str], typer.Argument(help="The ids of mails, dead or not.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Give up mail that nobody needs any more."""
    from todoauth.entrypoints.outbox import drop_mail
    from todoauth.entrypoints.settings import read_settings

    settings = read_settings()
    if not yes:
        typer.confirm("This mail is not sent then, and cannot be brought back. Go on?", abort=True)
    typer.echo(drop_mail(settings, ids))
