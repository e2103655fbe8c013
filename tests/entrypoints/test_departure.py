"""The beginning of an end, and who hears of it."""

from todoauth.entrypoints.departure import Departure


def test_whoever_wants_to_know_is_told_once_at_the_beginning():
    departure, told = Departure(), list[str]()
    departure.when_begun(lambda: told.append("server"))
    assert not told
    departure.begin()
    departure.begin()
    assert told == ["server"]


def test_whoever_comes_late_is_told_at_once():
    departure, told = Departure(), list[str]()
    departure.begin()
    departure.when_begun(lambda: told.append("server"))
    assert told == ["server"]
