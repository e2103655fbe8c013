from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st

from bench.figures import Spread
from bench.plot import bars, lines

SPREADS = st.lists(st.floats(0.1, 1e6), min_size=1, max_size=5).map(Spread.of)
NAMES = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=9)


def drawing(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - it is our own


@given(st.dictionaries(NAMES, st.dictionaries(NAMES, SPREADS, min_size=1, max_size=5), min_size=1, max_size=4))
def test_every_program_of_every_group_has_its_bar_and_its_name(found):
    picture = drawing(bars(found, "requests a second"))
    texts = [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert {*found, *(name for group in found.values() for name in group)} <= set(texts)
    drawn = [each for each in picture.iter("{http://www.w3.org/2000/svg}rect") if each.get("fill") != "#fff"]
    assert len(drawn) == sum(map(len, found.values()))


@given(
    st.dictionaries(
        NAMES, st.lists(st.tuples(st.floats(1, 1e7), st.floats(0, 1e6)), min_size=1, max_size=6), min_size=1, max_size=4
    )
)
def test_every_line_goes_through_all_of_its_points(found):
    picture = drawing(lines(found, "rows", "milliseconds"))
    drawn = [each.get("points") or "" for each in picture.iter("{http://www.w3.org/2000/svg}polyline")]
    assert [len(path.split()) for path in drawn] == [len(points) for points in found.values()]
