"""Whether two series of times can be told apart, and by how much."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from random import Random
from statistics import median
from typing import TypeAlias

Pair: TypeAlias = tuple[float, float]

RESAMPLES = 1000
CONFIDENCE = 0.99


@dataclass(frozen=True, slots=True)
class Gate:
    """How far from nothing a figure may be (security, G10).

    Args:
        auc: from a half.
        difference: seconds between the medians.
        interval: seconds, of either end of the interval.
    """

    auc: float
    difference: float
    interval: float


FEW, MANY = Gate(0.10, inf, inf), Gate(0.05, 0.003, 0.008)
ENOUGH = 1000  # pairs, from which on the closer gate holds


@dataclass(frozen=True, slots=True)
class Figure:
    """How the times of what is known differ from those of what is not.

    Args:
        pairs: how many were measured.
        auc: how likely something known takes longer than something unknown; a half, if nobody can tell.
        difference: seconds by which the median of the known is longer.
        interval: where that difference is, by a bootstrap over the pairs, with 99 % confidence.
    """

    pairs: int
    auc: float
    difference: float
    interval: tuple[float, float]

    @classmethod
    def of(cls, pairs: Sequence[Pair], chance: Random) -> "Figure":
        """Return the figure for pairs of seconds: known, unknown."""
        known, unknown = zip(*pairs, strict=True)
        return cls(len(pairs), auc(known, unknown), _difference(pairs), interval(pairs, chance))

    @property
    def gate(self) -> Gate:
        """How far from nothing it may be."""
        return MANY if self.pairs >= ENOUGH else FEW

    @property
    def tells(self) -> bool:
        """Whether known can be told from unknown: it is outside its gate."""
        within = (
            abs(self.auc - 0.5) <= self.gate.auc,
            abs(self.difference) <= self.gate.difference,
            max(map(abs, self.interval)) <= self.gate.interval,
        )
        return not all(within)


def auc(known: Sequence[float], unknown: Sequence[float]) -> float:
    """Return how likely one of `known` is greater than one of `unknown`; equals count half."""
    others = sorted(unknown)
    wins = sum(bisect_left(others, time) + bisect_right(others, time) for time in known)
    return wins / (2 * len(known) * len(others))


def interval(pairs: Sequence[Pair], chance: Random) -> tuple[float, float]:
    """Return the ends between which the difference of the medians is, with 99 % confidence."""
    drawn = sorted(_difference(chance.choices(pairs, k=len(pairs))) for _ in range(RESAMPLES))
    beyond = round(RESAMPLES * (1 - CONFIDENCE) / 2)
    return drawn[beyond], drawn[-1 - beyond]


def _difference(pairs: Sequence[Pair]) -> float:
    return median(known for known, _ in pairs) - median(unknown for _, unknown in pairs)
