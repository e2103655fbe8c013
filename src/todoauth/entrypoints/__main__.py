"""The way in from a shell: `todoauth`, or `python -m todoauth.entrypoints`."""

import gc
import sys

from todoauth.entrypoints.refusal import Refused

_EXTRAS = {"asyncpg": "postgres", "redis": "redis", "aiosmtplib": "smtp"}

# What is loaded at a start stays: looking through it a thousand times for what can go would take a tenth of the start.
_GARBAGE = (20_000, 20)


def main() -> None:
    """Run a command.

    Raises:
        SystemExit: with 0, with 1 for a command that was refused, or with 2 for one that is malformed, for settings
            that are, and where packages are missing. What was wrong is told in a sentence on standard error.
    """
    gc.set_threshold(*_GARBAGE)
    try:
        from todoauth.entrypoints.cli import cli  # noqa: PLC0415 - may be missing what it needs

        cli(prog_name="todoauth")
    except Refused as refused:
        sys.stderr.write(f"{refused}\n")
        sys.exit(refused.exit_code)
    except ModuleNotFoundError as missing:
        package = (missing.name or "").partition(".")[0]
        if package == "todoauth":
            raise
        sys.stderr.write(f"The service needs its extras: pip install 'todoauth[{_EXTRAS.get(package, 'server')}]'\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
