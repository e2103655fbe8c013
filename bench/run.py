"""Compare the service with the limits and with its peers, work by work; keep the figures and print the tables."""

import argparse
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from bench import machine, plans, start, storm
from bench.codes import verifying
from bench.embedded import filled_files
from bench.keeping import about, keep, write
from bench.plans import Plan, everybody
from bench.plot import bars, rates_in
from bench.rounds import Databases, Measures, played
from bench.servers import filled_server
from bench.table import document, section, summary
from bench.weather import storm_table
from tests.servers.redis import own_redis_server

_STORM_ROUNDS, _QUIET, _STORM = 3, 8.0, 15.0


def main() -> int:
    """Measure and tell; return 0, since a figure is not wrong."""
    parser = argparse.ArgumentParser(prog="python -m bench.run", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="three kinds of requests, in two minutes")
    parser.add_argument("--rounds", type=int, help="of each program (10; quick: 3)")
    parser.add_argument("--seconds", type=int, help="of each round (2; quick: 1)")
    parser.add_argument("--only", help="the kinds of requests whose name has this in it, and nothing else")
    asked = parser.parse_args()
    is_whole = not asked.quick and asked.only is None
    rounds, seconds = asked.rounds or (3 if asked.quick else 10), asked.seconds or (1 if asked.quick else 2)
    machine.stay_off_the_apps_core()
    told, works = about(), dict[str, Measures]()
    served = _wanted(plans.quick() if asked.quick else plans.served(), asked.only)
    in_files = _wanted([] if asked.quick else plans.in_files(), asked.only)
    with own_redis_server() as redis:
        served = [*served, *_wanted([] if asked.quick else [verifying(redis)], asked.only)]
        with filled_server(everybody(served)) as server:
            works |= _played(served, server, rounds, seconds)
    if in_files:
        with filled_files(everybody(in_files)) as files:
            works |= _played(in_files, files, rounds, seconds)
    found, text = {"works": works}, document(told, works, rounds, seconds)
    if is_whole:
        more, tables = _beside()
        found, text = {**found, **more}, "".join((text, *tables))
        write("latest.md", text)
        write("summary.md", summary(works))
    kept = keep("bench" if is_whole else "quick", told, found)
    if is_whole:
        write("latest.svg", bars(rates_in(kept), "requests a second: median, least and most"))
    print(text)
    return 0


def _played(plan: Plan, databases: Databases, rounds: int, seconds: int) -> dict[str, Measures]:
    return {work.name: played(work, who, databases, rounds=rounds, seconds=seconds) for work, who in plan}


def _beside() -> tuple[Mapping[str, Any], Sequence[str]]:  # Any: figures of many kinds
    """Return what belongs to a whole run beside the requests: the figures, and tables of them."""
    machine.use_both_cores()
    hash_takes = storm.seconds_of_a_hash()
    with filled_server(storm.programs()) as server:
        storms = storm.endured(server, rounds=_STORM_ROUNDS, quiet=_QUIET, storm=_STORM)
    starts = start.told()
    return {"seconds of a hash": hash_takes, "storms": storms, "starts": starts}, [
        section("Log-ins", storm_table(storms, hash_takes)),
        section("Start, and the inside alone", start.start_table(starts)),
    ]


def _wanted(plan: Plan, name: str | None) -> Plan:
    return [(work, who) for work, who in plan if (name or "") in work.name]


if __name__ == "__main__":
    sys.exit(main())
