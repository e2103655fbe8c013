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
    "log-ins/s",
    "of the most",
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
        log_ins: a second.
        refused: how many were told to come back.
        quiet: milliseconds of half, and of all but one in a hundred, of those who read a page while nobody logs in.
        storm: the same, meanwhile.
        lost: how many pages were refused meanwhile.
        live: milliseconds of all but one in a hundred of the questions whether it lives, quiet and meanwhile.
    """

    log_ins: float
    refused: int
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
    log_ins = Spread.of(weather.log_ins for weather in rounds)
    quiet = median(weather.quiet[1] for weather in rounds)
    p50, p99 = (median(weather.storm[end] for weather in rounds) for end in (0, 1))
    live = median(weather.live[1] for weather in rounds)
    return [
        f"{log_ins.median:.2f} ({log_ins.least:.2f}–{log_ins.most:.2f})",
        f"{log_ins.median / most:.2f}",
        f"{median(weather.refused for weather in rounds):.0f}",
        f"{quiet:.1f} ms",
        f"{p50:.1f} / {p99:.1f} ms",
        f"{p99 / quiet:.1f}",
        f"{median(weather.lost for weather in rounds):.0f}",
        f"{live:.1f} ms",
    ]
