"""Draw what a run found, from its JSON: python -m bench.plot RESULT.json [PICTURE.svg]."""

import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import TypeAlias

from bench.figures import Spread

Bars: TypeAlias = Mapping[str, Mapping[str, Spread]]
"""By group and name."""

Points: TypeAlias = Mapping[str, Sequence[tuple[float, float]]]
"""Lines by name, each of places across and up."""

_WIDE, _NAMES, _LINE, _HEAD = 760, 170, 18, 30
_TALL, _LEGEND, _DASHES = 300, 290, ("none", "6 3", "2 3")
_COLORS = ("#4477aa", "#ee6677", "#228833", "#ccbb44", "#66ccee", "#aa3377", "#bbbbbb", "#222222")


def bars(found: Bars, unit: str) -> str:
    """Return an SVG of horizontal bars: the median, and a line from the least to the most."""
    longest = max(spread.most for group in found.values() for spread in group.values())
    scale, drawn, y = (_WIDE - _NAMES - 90) / longest, list[str](), 0
    for title, group in found.items():
        y += _HEAD
        drawn.append(_text(0, y - 8, title, bold=True))
        for number, (name, at) in enumerate(group.items()):
            drawn += _bar(y, name, at, scale, _COLORS[number % len(_COLORS)])
            y += _LINE
    drawn.append(_text(_NAMES, y + 20, unit))
    return _svg(y + 30, drawn)


def lines(found: Points, across: str, up: str) -> str:
    """Return an SVG of lines over logarithmic scales; whatever is drawn is more than zero."""
    xs = [x for points in found.values() for x, _ in points]
    ys = [y for points in found.values() for _, y in points]
    tall = max(_TALL, _LINE * len(found))
    place_x, place_y = _logarithmic(xs, _LEGEND, _WIDE - 20), _logarithmic(ys, tall + 30, 30)
    drawn = [_text(0, 14, f"{up}, and {across}", bold=True)]
    drawn += [_text(place_x(power), tall + 48, f"{power:,.0f}", anchor="middle") for power in _powers(xs)]
    for power in _powers(ys):
        y = place_y(power)
        drawn.append(_text(_LEGEND - 6, y + 4, f"{power:,.9g}", anchor="end"))
        drawn.append(f'<line x1="{_LEGEND}" x2="{_WIDE}" y1="{y:.1f}" y2="{y:.1f}" stroke="#ddd"/>')
    for number, (name, points) in enumerate(found.items()):
        color, dashes = _COLORS[number % len(_COLORS)], _DASHES[number // len(_COLORS) % len(_DASHES)]
        path = " ".join(f"{place_x(x):.1f},{place_y(y):.1f}" for x, y in points)
        style = f'fill="none" stroke="{color}" stroke-width="2" stroke-dasharray="{dashes}"'
        drawn.append(f'<polyline points="{path}" {style}/>')
        y = 38 + number * _LINE
        drawn.append(f'<line x1="0" x2="24" y1="{y - 4}" y2="{y - 4}" {style}/>')
        drawn.append(_text(30, y, name, color=color))
    return _svg(tall + 60, drawn)


def _powers(values: Sequence[float]) -> Sequence[float]:
    """Return the powers of ten around what is to be drawn."""
    return [10.0**power for power in range(math.floor(math.log10(min(values))), math.ceil(math.log10(max(values))) + 1)]


def _logarithmic(values: Sequence[float], start: float, end: float) -> Callable[[float], float]:
    """Return where each of the values, and of the powers of ten around them, is drawn."""
    low, high = math.log10(_powers(values)[0]), math.log10(_powers(values)[-1])
    return lambda value: start + (end - start) * (math.log10(value) - low) / (high - low or 1)


def _bar(y: int, name: str, at: Spread, scale: float, color: str) -> Iterable[str]:
    middle = y + _LINE / 2 - 2
    yield _text(_NAMES - 8, y + 12, name, anchor="end")
    yield f'<rect x="{_NAMES}" y="{y}" width="{at.median * scale:.1f}" height="{_LINE - 4}" fill="{color}"/>'
    yield (
        f'<line x1="{_NAMES + at.least * scale:.1f}" x2="{_NAMES + at.most * scale:.1f}" y1="{middle}" y2="{middle}" '
        'stroke="#000" stroke-width="2"/>'
    )
    yield _text(_NAMES + at.most * scale + 6, y + 12, f"{at.median:,.0f}")


def _text(x: float, y: float, text: str, *, bold: bool = False, anchor: str = "start", color: str = "#222") -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}" fill="{color}"{weight}>{escape(text)}</text>'


def _svg(tall: int, drawn: Iterable[str]) -> str:
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-10 0 {_WIDE + 20} {tall}" font-family="sans-serif"'
    return f'{head} font-size="12"><rect x="-10" width="100%" height="100%" fill="#fff"/>{"".join(drawn)}</svg>\n'


def rates_in(result: Path) -> Bars:
    """Return the requests a second that a run found."""
    works = json.loads(result.read_text())["found"]["works"]
    return {
        work: {name: Spread.of(measure["rate"] for measure in rounds) for name, rounds in measures.items()}
        for work, measures in works.items()
    }


if __name__ == "__main__":
    source = Path(sys.argv[1])
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else source.with_suffix(".svg")
    target.write_text(bars(rates_in(source), "requests a second: the median, and a line from the least to the most"))
