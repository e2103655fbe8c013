"""`todoauth keys`, as it is typed and what it prints."""

# ruff: noqa: PLC0415 - what a command needs is imported when it is called: the others need not wait, or have it.

from typing import TYPE_CHECKING, Annotated, Literal, TypeAlias

import typer

if TYPE_CHECKING:
    from todoauth.entrypoints.keys.rings import Rings

AlgorithmName: TypeAlias = Literal["HS256", "EdDSA", "ES256"]
PurposeName: TypeAlias = Literal["signing", "pepper"]

keys = typer.Typer(no_args_is_help=True, help="Manage the keys that sign access tokens, and the peppers of passwords.")


@keys.command("init")
def make(
    algorithm: Annotated[AlgorithmName, typer.Option(help="What the next signing key is for.")] = "HS256",
) -> None:
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


@keys.command()
def rotate(
    purpose: Annotated[PurposeName, typer.Argument(help="Which ring to turn.")] = "signing",
    algorithm: Annotated[
        AlgorithmName | None, typer.Option(help="What the fresh key is for; as the newest, if not said.")
    ] = None,
) -> None:
    """Make the next key current and a fresh one next. Nobody is logged out: older keys still verify."""
    from todoauth.adapters.jwt import Algorithm
    from todoauth.entrypoints.keys.turning import Purpose
    from todoauth.entrypoints.keys.turning import rotate as turn
    from todoauth.entrypoints.settings import read_settings

    _show(turn(read_settings(), Purpose(purpose), algorithm=Algorithm(algorithm) if algorithm else None))


@keys.command()
def retire(
    id: Annotated[str, typer.Argument(help="The id of the key, as list tells it.")],
    yes: Annotated[bool, typer.Option("--yes", help="Even if it may still be needed.")] = False,
) -> None:
    """Take a key out: whatever was made with it is void."""
    from todoauth.entrypoints.keys.turning import retire as take_out
    from todoauth.entrypoints.settings import read_settings

    _show(take_out(read_settings(), id, even_if_needed=yes))


def _show(rings: "Rings") -> None:
    typer.echo(f"{'ring':<8} {'id':<16} {'algorithm':<9} {'state':<7} {'made':<10} since")
    for name, ring in (("signing", rings.signing), ("pepper", rings.peppers)):
        for key in ring.keys:
            typer.echo(
                f"{name:<8} {key.id:<16} {key.algorithm:<9} {key.state:<7} {key.made_at:%Y-%m-%d} {key.since:%Y-%m-%d}"
            )
