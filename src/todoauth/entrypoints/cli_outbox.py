"""`todoauth outbox`."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

import click


@click.group
def outbox() -> None:
    """See to the mail that is owed."""


@outbox.command("list")
@click.option("--dead/--waiting", "is_dead", default=None, help="Only what is tried no more, or only what will be.")
@click.option("--limit", type=int, default=20, show_default=True, help="How many mails, at most 100.")
@click.option("--after", help="The id of the last mail seen.")
@click.option("--json", "as_json", is_flag=True, help="An object of JSON on each line.")
def list_owed(is_dead: bool | None, limit: int, after: str | None, as_json: bool) -> None:
    """List owed mail, oldest first, and what the mail server last said of it."""
    from todoauth.entrypoints.mail_listing import as_json_lines, as_table
    from todoauth.entrypoints.outbox import list_mail
    from todoauth.entrypoints.settings import read_settings

    page = list_mail(read_settings(), is_dead=is_dead, limit=limit, after=after)
    click.echo((as_json_lines if as_json else as_table)(page.items), nl=False)
    if page.next_cursor is not None:
        click.echo(f"There is more: --after {page.next_cursor.after}", err=True)


@outbox.command
@click.argument("ids", nargs=-1)
@click.option("--all-dead", is_flag=True, help="All dead mail.")
def retry(ids: tuple[str, ...], all_dead: bool) -> None:
    """Try dead mail again, from the start: the mails with these IDS, or all."""
    from todoauth.entrypoints.outbox import Misused, retry_all_dead, retry_mail
    from todoauth.entrypoints.settings import read_settings

    if bool(ids) == all_dead:
        raise Misused("Name the mails to retry, or say --all-dead.")
    settings = read_settings()
    click.echo(retry_mail(settings, ids) if ids else retry_all_dead(settings))


@outbox.command
@click.argument("ids", nargs=-1, required=True)
@click.option("--yes", is_flag=True, help="Do not ask.")
def drop(ids: tuple[str, ...], yes: bool) -> None:
    """Give up the mails with these IDS, dead or not, that nobody needs any more."""
    from todoauth.entrypoints.outbox import drop_mail
    from todoauth.entrypoints.settings import read_settings

    settings = read_settings()
    if not yes:
        click.confirm("This mail is not sent then, and cannot be brought back. Go on?", abort=True)
    click.echo(drop_mail(settings, ids))
