"""What many rounds say together."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median


@dataclass(frozen=True, slots=True, order=True)
class Spread:
    """What came of several rounds.

    Args:
        median: what to quote.
        least: the lowest of all.
        most: the highest of all.
    """

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Iterable[float]) -> "Spread":
        """Return the spread of at least one value."""
        ordered = sorted(values)
        return cls(median(ordered), ordered[0], ordered[-1])

    def overlaps(self, other: "Spread") -> bool:
        """Whether some round of the one came out as some round of the other might have."""
        return self.least <= other.most and other.least <= self.most


@dataclass(frozen=True, slots=True)
class Ratio:
    """How many times as much. With ranges that overlap, it may as well be once.

    Args:
        value: of the medians.
        overlapping: whether the ranges do.
    """

    value: float
    overlapping: bool

    @classmethod
    def of(cls, one: Spread, other: Spread) -> "Ratio":
        """Return how many times `other` goes into `one`."""
        return cls(one.median / other.median, one.overlaps(other))

    def __str__(self) -> str:
        return f"{self.value:.2f}" + (" (ranges overlap)" if self.overlapping else "")


def percentile(values: Iterable[float], percent: float) -> float:
    """Return the least value that at least `percent` of the values do not exceed (nearest rank)."""
    ordered = sorted(values)
    rank = -int(-len(ordered) * percent // 100)
    return ordered[max(0, rank - 1)]


def turns(names: Sequence[str], rounds: int) -> Iterable[Sequence[str]]:
    """Yield who comes when, round by round: all in turn, the other way round each time."""
    for number in range(rounds):
        yield names if number % 2 == 0 else names[::-1]
