"""What came of storms of log-ins."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import TypeAlias

from bench.figures import Spread
from bench.machine import APP, REST
from bench.table import markdown

_COLUMNS = (
    "program",
    "log-ins/s, alone",
    "of the most",
    "log-ins/s, meanwhile",
    "of the most",
    "p99",
    "refused",
    "page p99, quiet",
    "page p50 / p99, meanwhile",
    "× quiet",
    "pages refused",
    "live p99, meanwhile",
)


@dataclass(frozen=True, slots=True)
class Weather:
    """What came of one round.

    Args:
        log_ins: a second, while nobody asks for anything else, and while somebody reads.
        refused: how many were told to come back, while somebody read.
        waited: milliseconds of all log-ins but one in a hundred, then.
        quiet: milliseconds of half, and of all but one in a hundred, of those who read a page while nobody logs in.
        storm: the same, meanwhile.
        lost: how many pages were refused meanwhile.
        live: milliseconds of all but one in a hundred of the questions whether it lives, quiet and meanwhile.
    """

    log_ins: tuple[float, float]
    refused: int
    waited: float
    quiet: tuple[float, float]
    storm: tuple[float, float]
    lost: int
    live: tuple[float, float]


Storms: TypeAlias = Mapping[str, Sequence[Weather]]


def storm_table(found: Storms, seconds: float) -> str:
    """Return the figures, and what part they are of what the cores could hash at most, as Markdown."""
    most = len(APP | REST) / seconds
    head = f"One hash takes {1000 * seconds:.0f} ms, so two cores can do {most:.2f} a second at most.\n\n"
    return head + markdown(_COLUMNS, [[name, *_cells(rounds, most)] for name, rounds in found.items()])


def _cells(rounds: Sequence[Weather], most: float) -> list[str]:
    quiet = median(weather.quiet[1] for weather in rounds)
    p50, p99 = (median(weather.storm[end] for weather in rounds) for end in (0, 1))
    live = median(weather.live[1] for weather in rounds)
    rates = [Spread.of(weather.log_ins[when] for weather in rounds) for when in (0, 1)]
    return [
        *(
            cell
            for rate in rates
            for cell in (f"{rate.median:.2f} ({rate.least:.2f}–{rate.most:.2f})", f"{rate.median / most:.2f}")
        ),
        f"{median(weather.waited for weather in rounds):,.0f} ms",
        f"{median(weather.refused for weather in rounds):.0f}",
        f"{quiet:.1f} ms",
        f"{p50:.1f} / {p99:.1f} ms",
        f"{p99 / quiet:.1f}",
        f"{median(weather.lost for weather in rounds):.0f}",
        f"{live:.1f} ms",
    ]
