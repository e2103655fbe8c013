"""What is lost, and for how long, when the primary of PostgreSQL is killed, and then one of a Redis Cluster.

Each round has servers of its own. The last one replicates asynchronously, and the checker must see what that loses.
"""

import argparse
import sys
from random import SystemRandom

from tests.campaigns.deeds import Outcome
from tests.campaigns.rounds import Round, play, play_asynchronously

SHOWN = 10


def main() -> int:
    """Play the rounds, print what came of each; return 1 if they did not go as they must."""
    parser = argparse.ArgumentParser(prog="python -m tests.campaigns.failover", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3, help="with a synchronous standby (3)")
    parser.add_argument("--deeds", type=int, default=300, help="acknowledged before and after each fault (300)")
    parser.add_argument("--seed", type=int, default=SystemRandom().randrange(2**32), help="of the first round")
    asked = parser.parse_args()
    seeds = range(asked.seed, asked.seed + asked.rounds)
    rounds = [_shown("a synchronous standby", seed, play(seed, deeds=asked.deeds)) for seed in seeds]
    control = _shown("control: an asynchronous standby", asked.seed, play_asynchronously(asked.seed, deeds=asked.deeds))
    flaws = [flaw for played in rounds for flaw in (*played.verdict.lost, *played.verdict.wrong)]
    if not control.verdict.lost:
        flaws.append("the control lost nothing: the checker is blind")
    for flaw in flaws[:SHOWN]:
        print(f"WRONG: {flaw}")
    return int(bool(flaws))


def _shown(title: str, seed: int, played: Round) -> Round:
    count = played.journal.count
    failures = ", ".join(f"{what} × {times}" for what, times in sorted(played.journal.failures().items()))
    print(f"{title}, seed {seed}")
    print(f"  {count(Outcome.OK)} writes acknowledged, {len(played.verdict.lost)} of them lost")
    print(f"  {count(Outcome.REFUSED)} refused, {count(Outcome.UNKNOWN)} unknown ({failures})")
    for event, seconds in played.seconds.items():
        print(f"  {seconds:5.1f} s  {event}")
    sys.stdout.flush()
    return played


if __name__ == "__main__":
    sys.exit(main())
