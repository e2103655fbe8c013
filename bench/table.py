"""The figures as people read them."""

from collections.abc import Iterable, Mapping, Sequence

from bench.figures import Ratio, Spread
from bench.rounds import Measures
from bench.stage import Measure

OURS, LIMIT, PEER, FILES = "todoauth", "L0*", "FastAPI Users", ("sqlite3, FULL", "sqlite3, NORMAL")
_COLUMNS = ("program", "requests/s", "p50 ms", "p99 ms", "CPU µs", "database CPU µs", "MiB")


def table(measures: Measures, against: Sequence[str] = (LIMIT, PEER, *FILES)) -> str:
    """Return what every program did, and how often that is what some of them did, as Markdown."""
    against = [name for name in measures if name in against]
    columns = [*_COLUMNS, *(f"× {name}" for name in against)]
    rows = [[name, *_cells(found), *_ratios(measures, name, against)] for name, found in measures.items()]
    return markdown(columns, rows)


def markdown(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are numbers."""
    lines = [columns, ["---", *("--:" for _ in columns[1:])], *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def rates(measures: Iterable[Measure]) -> Spread:
    """Return how many requests a second it was."""
    return Spread.of(measure.rate for measure in measures)


def _cells(found: Sequence[Measure]) -> list[str]:
    rate = rates(found)
    return [
        f"{rate.median:,.0f} ({rate.least:,.0f}–{rate.most:,.0f})",
        f"{_median(found, 'p50'):.1f}",
        f"{_median(found, 'p99'):.1f}",
        f"{_median(found, 'app_cpu'):.0f}",
        f"{_median(found, 'database_cpu'):.0f}",
        f"{_median(found, 'resident'):.0f}",
    ]


def _ratios(measures: Measures, name: str, against: Sequence[str]) -> list[str]:
    return ["1" if name == other else str(Ratio.of(rates(measures[name]), rates(measures[other]))) for other in against]


def _median(found: Sequence[Measure], figure: str) -> float:
    return Spread.of(getattr(measure, figure) for measure in found).median


def summary(works: Mapping[str, Measures]) -> str:
    """Return in one table what the service does, and how often that is what a peer and the limit do, as Markdown."""
    peers = [name for name in (PEER, LIMIT, FILES[0]) if any(name in measures for measures in works.values())]
    rows = [
        [work, f"{rates(measures[OURS]).median:,.0f}", *(_against(measures, name) for name in peers)]
        for work, measures in works.items()
    ]
    return markdown(("requests a second", OURS, *(f"× {name}" for name in peers)), rows)


def _against(measures: Measures, name: str) -> str:
    return str(Ratio.of(rates(measures[OURS]), rates(measures[name]))) if name in measures else "–"


def document(
    told: Mapping[str, object],
    works: Mapping[str, Measures],
    rounds: int,
    seconds: int,
    *,
    against: Sequence[str] = (LIMIT, PEER, *FILES),
) -> str:
    """Return all tables of a run, and what they were made on."""
    machine = "; ".join(f"{name} {value}" for name, value in told.items())
    head = (
        f"{rounds} rounds of {seconds} s in turn, the order reversed each time; 32 clients; median (least–most). "
        "The program has core 0, database and clients core 1. CPU time is for each request.\n\n"
        f"{machine}.\n"
    )
    return head + "".join(section(name, table(measures, against)) for name, measures in works.items())


def section(title: str, content: str) -> str:
    """Return Markdown under a title."""
    return f"\n**{title}**\n\n{content}"
