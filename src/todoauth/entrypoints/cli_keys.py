"""`todoauth keys`, as it is typed and what it prints."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from todoauth.entrypoints.keys.rings import Rings

_ALGORITHMS: Final = click.Choice(["HS256", "EdDSA", "ES256"])
_PURPOSES: Final = click.Choice(["signing", "pepper"])


@click.group
def keys() -> None:
    """Manage the keys that sign access tokens, and the peppers of passwords."""


@keys.command("init")
@click.option(
    "--algorithm", type=_ALGORITHMS, default="HS256", show_default=True, help="What the next signing key is for."
)
def make(algorithm: str) -> None:
    """Keep the keys in TODOAUTH_KEYS_FILE from now on: those in use, and a next one of each sort."""
    from todoauth.adapters.jwt import Algorithm
    from todoauth.entrypoints.keys.turning import make_rings
    from todoauth.entrypoints.settings import read_settings

    _show(make_rings(read_settings(), algorithm=Algorithm(algorithm)))


@keys.command("list")
def show() -> None:
    """Tell which keys there are, and nothing that is secret."""
    from todoauth.entrypoints.keys.turning import rings_of
    from todoauth.entrypoints.settings import read_settings

    _show(rings_of(read_settings()))


@keys.command
@click.argument("purpose", type=_PURPOSES, default="signing")
@click.option("--algorithm", type=_ALGORITHMS, help="What the fresh key is for; as the newest, if not said.")
def rotate(purpose: str, algorithm: str | None) -> None:
    """Make the next key current and a fresh one next. Nobody is logged out: older keys still verify."""
    from todoauth.adapters.jwt import Algorithm
    from todoauth.entrypoints.keys.turning import Purpose
    from todoauth.entrypoints.keys.turning import rotate as turn
    from todoauth.entrypoints.settings import read_settings

    _show(turn(read_settings(), Purpose(purpose), algorithm=Algorithm(algorithm) if algorithm else None))


@keys.command
@click.argument("id")
@click.option("--yes", is_flag=True, help="Even if it may still be needed.")
def retire(id: str, yes: bool) -> None:
    """Take the key ID, as list tells it, out: whatever was made with it is void."""
    from todoauth.entrypoints.keys.turning import retire as take_out
    from todoauth.entrypoints.settings import read_settings

    _show(take_out(read_settings(), id, even_if_needed=yes))


def _show(rings: "Rings") -> None:
    click.echo(f"{'ring':<8} {'id':<16} {'algorithm':<9} {'state':<7} {'made':<10} since")
    for name, ring in (("signing", rings.signing), ("pepper", rings.peppers)):
        for key in ring.keys:
            click.echo(
                f"{name:<8} {key.id:<16} {key.algorithm:<9} {key.state:<7} {key.made_at:%Y-%m-%d} {key.since:%Y-%m-%d}"
            )
