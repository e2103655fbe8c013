"""What every piece of text has in common."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests import builders
from todoauth import CleaningName, Description, FullName, InvalidValue, SearchText, TodoContent
from todoauth.domain.model.text import Text, fold

BOUNDS: list[tuple[type[Text], int]] = [
    (FullName, 100),
    (TodoContent, 256),
    (CleaningName, 100),
    (Description, 2_000),
    (SearchText, 100),
]
LINES, PARAGRAPHS = [FullName, CleaningName, SearchText], [TodoContent, Description]
ANY_TEXT = builders.full_names | builders.todo_contents | builders.cleaning_names | builders.descriptions

NEVER_WELCOME = [
    *map(chr, range(9)),
    *map(chr, range(0x0B, 0x0D)),
    *map(chr, range(0x0E, 0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *"\u2028\u2029",
    *"\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
    *"\ud800\udbff\udc00\udfff",
]


@given(ANY_TEXT | builders.search_texts)
def test_text_is_kept_exactly_as_it_was_given(text: Text):
    assert type(text).parse(str(text)) == text
    assert str(type(text).parse(str(text))) == str(text)


@given(ANY_TEXT)
def test_parsing_a_value_gives_the_value_itself(text: Text):
    assert type(text).parse(text) is text


@pytest.mark.parametrize(("kind", "most"), BOUNDS)
def test_text_ends_at_its_bound(kind: type[Text], most: int):
    assert len(kind.parse("x" * (most - 1)).text) == most - 1
    assert len(kind.parse("🧹" * most).text) == most
    with pytest.raises(InvalidValue, match=f"at most {most} characters"):
        kind.parse("x" * (most + 1))


@pytest.mark.parametrize("kind", [kind for kind, _ in BOUNDS])
def test_one_character_is_text_and_none_is_not(kind: type[Text]):
    assert str(kind.parse("x")) == "x"
    with pytest.raises(InvalidValue, match="must not be empty"):
        kind.parse("")


@pytest.mark.parametrize("kind", [kind for kind, _ in BOUNDS])
@pytest.mark.parametrize("blank", [" ", "   ", "\u00a0", "\u3000", "\u2003 ", "\u200b", "\u3164\u2060 "])
def test_what_cannot_be_seen_is_no_text(kind: type[Text], blank: str):
    with pytest.raises(InvalidValue, match="must not be blank"):
        kind.parse(blank)


@pytest.mark.parametrize("kind", [kind for kind, _ in BOUNDS])
@pytest.mark.parametrize("raw", [True, 5, 1.5, None, b"text", ["text"], {"text": "text"}])
def test_only_text_is_text(kind: type[Text], raw: object):
    with pytest.raises(InvalidValue, match="must be text"):
        kind.parse(raw)


@pytest.mark.parametrize("kind", [kind for kind, _ in BOUNDS])
def test_no_text_holds_controls_bidi_marks_or_surrogates(kind: type[Text]):
    for character in NEVER_WELCOME:
        with pytest.raises(InvalidValue, match="must not contain control characters"):
            kind.parse(f"be{character}fore")


@pytest.mark.parametrize("character", ["\t", "\n", "\r", "\r\n"], ids=ascii)
def test_only_paragraphs_run_over_several_lines(character: str):
    text = f"one{character}two"
    for paragraph in PARAGRAPHS:
        assert paragraph.parse(text).text == text
    for line in LINES:
        with pytest.raises(InvalidValue, match="line breaks"):
            line.parse(text)


def test_texts_of_different_kinds_differ():
    texts: list[object] = [FullName("Ada"), CleaningName("Ada")]
    assert texts[0] != texts[1]
    with pytest.raises(InvalidValue, match="must be text"):
        FullName.parse(CleaningName("Ada"))


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)


@given(st.text())
def test_folding_forgets_how_accents_were_typed(text: str):
    assert fold(unicodedata.normalize("NFD", text)) == fold(unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("typed", ["STRASSE", "Straße", "ｓｔｒａｓｓｅ", "ﬆrasse"])
def test_a_search_means_the_same_in_upper_and_lower_case(typed: str):
    assert SearchText(typed).folded == "strasse"
