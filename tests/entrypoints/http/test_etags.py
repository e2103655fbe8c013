import pytest

from todoauth.entrypoints.http.etags import etag, version_in
from todoauth.entrypoints.http.refusals import MalformedHeader


@pytest.mark.parametrize("version", [1, 2, 1_000_000])
def test_a_version_comes_back_from_its_tag(version: int) -> None:
    assert version_in(etag(version)["ETag"]) == version


def test_a_star_is_any_version() -> None:
    assert version_in("*") is None


@pytest.mark.parametrize("tag", ['W/"1"', '"abc"', '"0"', '"01"', '""', '"1 "'.replace(" ", "!"), '"99999999999"'])
def test_a_tag_that_was_never_given_matches_nothing(tag: str) -> None:
    assert version_in(tag) == 0


@pytest.mark.parametrize("text", ["", "1", '"1', '1"', '"1", "2"', "**", '"a b"', 'w/"1"'])
def test_what_is_no_tag_is_refused(text: str) -> None:
    with pytest.raises(MalformedHeader):
        version_in(text)
