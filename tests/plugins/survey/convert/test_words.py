"""Words without markup, tags of languages, and names that suit ours."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.survey.convert.words import beside, code_for, key_for, line, lines_of, plain, tag_of
from tests.plugins.survey.conftest import patient


def test_markup_goes_and_words_stay() -> None:
    assert plain("<p>Hello <b>you</b><br/>there</p><script>alert(1)</script>") == "Hello you\nthere"
    assert plain("Less than 5 < 6 & more") == "Less than 5 < 6 & more"
    assert plain("How old are <you>?") == "How old are <you>?"
    assert plain("Caf&eacute; &amp; bar") == "Café & bar"
    assert line("one\n two  three", 9) == "one two…"
    assert lines_of({"en-GB": " a ", "cy": "<p></p>"}, 10) == {"en-GB": "a"}


def test_words_stand_beside_a_heading_in_each_language() -> None:
    assert beside({"en-GB": "Rate"}, {"en-GB": "Buses", "cy": "Bysiau"}) == {
        "en-GB": "Rate: Buses",
        "cy": "Rate: Bysiau",
    }
    assert beside({}, {"en-GB": "Buses"}) == {"en-GB": "Buses"}


@pytest.mark.parametrize(
    ("named", "tag"),
    [
        *[("default", "en-GB"), ("English", "en-GB"), ("English (en)", "en-GB"), ("en-US", "en-GB"), ("cy", "cy")],
        *[
            ("Welsh (cy)", "cy"),
            ("French", "fr"),
            ("FR", "fr"),
            ("zh_Hans", "zh-Hans"),
            ("Klingon tongue", "und-klingont"),
        ],
        *[("???", "und"), ("label", "und-label")],
    ],
)
def test_a_language_has_a_tag(named: str, tag: str) -> None:
    assert tag_of(named) == tag


def test_names_become_keys_and_codes_that_are_free() -> None:
    assert key_for("Q1: How old?", ()) == "q1_how_old"
    assert key_for("1a", ()) == "q_1a"
    assert key_for("???", {"question"}) == "question_2"
    assert key_for("submit", ()) == "submit_2"
    assert key_for("x" * 50, {"x" * 30}) == "x" * 28 + "_2"
    assert code_for("-99", {"99"}) == "minus_99"
    assert code_for("Très bien", ()) == "tres_bien"
    assert code_for("«»", ()) == "answer"


@settings(patient, max_examples=50)
@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_name_is_its_key_and_its_code_are_ours(one: str, two: str) -> None:
    first = key_for(one, ())
    second = key_for(two, {first})
    assert first != second
    assert all(re.fullmatch(r"[a-z][a-z0-9_]{0,29}", key) and "__" not in key for key in (first, second))
    codes = code_for(one, ()), code_for(two, {code_for(one, ())})
    assert codes[0] != codes[1]
    assert all(re.fullmatch(r"[a-z0-9][a-z0-9_]{0,29}", code) for code in codes)
