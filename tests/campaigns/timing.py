"""Whether the time of an answer tells who has an account (G10).

Pairs of questions, about one who has and one who has not, in an order that chance decides. A service with a planted
leak of 10 ms is the control: that must be found. The machine must have nothing else to do. From 1,000 pairs on, the
probability that a known one takes longer must be from 0.45 to 0.55, the medians at most 3 ms apart, and their 99 %
interval within 8 ms; with fewer, the probability from 0.40 to 0.60.
"""

import argparse
import asyncio
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random, SystemRandom
from secrets import token_urlsafe

from tests.campaigns.arena import Person, Place, open_arena
from tests.campaigns.bench import SETTINGS
from tests.campaigns.figures import Figure
from tests.campaigns.guessing import proved, questions
from tests.servers import running_service
from tests.servers.postgres import postgres_server
from tests.servers.smtp import mail_server

LEAKING = (sys.executable, str(Path(__file__).with_name("leaking.py")))
TODAY, ONCE = {"TODOAUTH_BCRYPT_COST": "12"}, {"TODOAUTH_BCRYPT_COST": "10"}
LIMITS = {
    "TODOAUTH_LIMIT_CODE_PAUSE": "100000/1s",
    "TODOAUTH_LIMIT_CODE_PER_ADDRESS": "100000/1s",
    "TODOAUTH_LIMIT_FAILURES_PER_ACCOUNT": "1",
    "TODOAUTH_TRUSTED_PROXIES": "127.0.0.1",
}


def main() -> int:
    """Ask all questions, then one of the service that leaks; print the figures; return 1 if they are not as must be."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.timing", description=__doc__)
    parser.add_argument("--pairs", type=int, default=1000, help="of each question (1000)")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32))
    asked = parser.parse_args()
    print(f"{asked.pairs} pairs of each question, seed {asked.seed}; one machine, without a network")
    print(f"{'':30}{'AUC':>8}{'medians':>12}{'99 % interval':>24}")
    with _prepared(asked.seed) as (settings, place, old):
        with running_service({**settings, **TODAY}) as service:
            figures = asyncio.run(_figures(Place([service.base_url], place.mails), asked, old))
        print("control: a planted leak of 10 ms")
        with running_service({**settings, **TODAY}, within=LEAKING) as service:
            [leak] = asyncio.run(_figures(Place([service.base_url], place.mails), asked, old, only=1))
    if not leak.tells:
        print("WRONG: the leak was not found: nothing is known")
    return int(any(figure.tells for figure in figures) or not leak.tells)


@contextmanager
def _prepared(seed: int) -> Iterator[tuple[dict[str, str], Place, Person]]:
    """Settings of a service, where its mail goes, and somebody who signed up when a hash cost less."""
    with postgres_server() as postgres, mail_server() as mails:
        settings = {
            **SETTINGS,
            **LIMITS,
            "TODOAUTH_SECRET_KEY": token_urlsafe(32),
            "TODOAUTH_DATABASE_URL": postgres.create_database("timing"),
            "TODOAUTH_SMTP_URL": mails.url(),
        }
        with running_service({**settings, **ONCE}) as service:
            place = Place([service.base_url], mails)
            old = asyncio.run(_newcomer(place, f"once {seed}"))
        yield settings, place, old
        postgres.drop_database("timing")


async def _newcomer(place: Place, seed: str) -> Person:
    async with open_arena(place, seed) as arena:
        return await proved(arena)


async def _figures(
    place: Place, asked: argparse.Namespace, old: Person, *, only: int | None = None
) -> Sequence[Figure]:
    async with open_arena(place, f"{place.urls} {asked.seed}") as arena:
        figures = []
        for question in (await questions(arena, old=old))[:only]:
            figure = Figure.of(await question.measured(arena, asked.pairs), Random(asked.seed))
            _show(question.title, figure)
            figures.append(figure)
        return figures


def _show(title: str, figure: Figure) -> None:
    low, high = (f"{1000 * end:+.2f}" for end in figure.interval)
    difference, between = f"{1000 * figure.difference:+.2f} ms", f"{low} … {high} ms"
    tells = "  tells" if figure.tells else ""
    print(f"  {title:28}{figure.auc:8.3f}{difference:>12}{between:>24}{tells}", flush=True)


if __name__ == "__main__":
    sys.exit(main())
