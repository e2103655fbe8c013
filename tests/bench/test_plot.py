from itertools import pairwise
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Spread
from bench.plot import bars, lines

SPREADS = st.lists(st.floats(0.1, 1e6), min_size=1, max_size=5).map(Spread.of)
POSITIVE = st.floats(1e-3, 1e6)
SVG = "{http://www.w3.org/2000/svg}"
NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=9)


def drawing(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - it is our own


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, SPREADS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_every_program_of_every_group_has_its_bar_and_its_name(found):
    picture = drawing(bars(found, "requests a second"))
    texts = [each.text for each in picture.iter(f"{SVG}text")]
    assert {*found, *(name for group in found.values() for name in group)} <= set(texts)
    drawn = [each for each in picture.iter(f"{SVG}rect") if each.get("fill") != "#fff"]
    assert len(drawn) == sum(map(len, found.values()))


@given(
    st.dictionaries(
        NAMES, st.lists(st.tuples(st.floats(1, 1e7), POSITIVE), min_size=1, max_size=6), min_size=1, max_size=20
    )
)
def test_every_line_goes_through_all_of_its_points(found):
    picture = drawing(lines(found, "rows", "milliseconds"))
    drawn = [each.get("points") or "" for each in picture.iter(f"{SVG}polyline")]
    assert [len(path.split()) for path in drawn] == [len(points) for points in found.values()]
    styles = {(each.get("stroke"), each.get("stroke-dasharray")) for each in picture.iter(f"{SVG}polyline")}
    assert len(styles) == len(found)


@given(st.lists(st.tuples(st.floats(1, 1e7), POSITIVE), min_size=1, max_size=9))
def test_nothing_is_drawn_outside_and_more_is_farther_up(points):
    picture = drawing(lines({"it": points}, "rows", "microseconds"))
    _, _, wide, tall = map(float, (picture.get("viewBox") or "").split())
    [path] = [each.get("points") or "" for each in picture.iter(f"{SVG}polyline")]
    places = [tuple(map(float, place.split(","))) for place in path.split()]
    assert all(0 <= x <= wide and 0 <= y <= tall for x, y in places)
    by_cost = sorted(zip(points, places, strict=True), key=lambda each: each[0][1])
    assert all(one[1] >= other[1] for (_, one), (_, other) in pairwise(by_cost))
