"""A translation knows which words it was made from, and is stale once they are others."""

import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.survey.checks import problems_of
from plugins.survey.comparison import differences
from plugins.survey.definition import Definition
from plugins.survey.document import as_json, dump, read_definition
from plugins.survey.edits import put_words
from plugins.survey.readings import with_title
from plugins.survey.texts import PlacedText, texts_of, with_texts
from plugins.survey.translating import (
    Given,
    Standing,
    digest_of,
    languages_in,
    other_languages,
    remember_sources,
    translation_problems,
    translations_of,
    with_translations,
)
from tests.plugins.survey.conftest import ALL_KINDS, definitions, item, options, page, patient, survey, text

SMALL = survey(
    page("p1", item("a", "radios", options=options("x", "y")), text=text("Read this.")),
    languages=["en-GB", "cy"],
)


def in_welsh(definition: Definition) -> Definition:
    """Return a definition with a Welsh text for each English one."""
    given = {each.place: Given(f"W {each.place}", digest_of(each.source)) for each in translations_of(definition, "cy")}
    return remember_sources(definition, with_translations(definition, "cy", given))


def in_english(definition: Definition, place: str, words: str) -> Definition:
    """Return a definition with other English words in a place, as the builder saves it."""

    def change(found: PlacedText) -> Any:
        return {**found.text, "en-GB": words} if found.place == place else found.text

    return remember_sources(definition, with_texts(definition, change))


def standings(definition: Definition) -> dict[str, Standing]:
    return {each.place: each.standing for each in translations_of(definition, "cy")}


def test_other_words_make_a_translation_stale_until_it_is_looked_at_again() -> None:
    before = in_welsh(read_definition(SMALL))
    assert set(standings(before).values()) == {Standing.DONE}
    assert dump(before).get("translated_from") is None
    changed = in_english(before, "items.a.label", "Another question?")
    assert {place for place, standing in standings(changed).items() if standing is Standing.STALE} == {"items.a.label"}
    assert "translated into Welsh (cy): Words of the question a." in translation_problems(changed)[0]
    again = in_english(changed, "items.a.label", "And another?")
    assert standings(again)["items.a.label"] is Standing.STALE
    assert again.translated_from == changed.translated_from
    for words, source in (("W items.a.label", "And another?"), ("New Welsh", "And another?")):
        looked_at = with_translations(again, "cy", {"items.a.label": Given(words, digest_of(source))})
        assert translation_problems(remember_sources(again, looked_at)) == []
    assert translation_problems(in_english(again, "items.a.label", "Question a?")) == []


def test_a_translation_made_from_words_that_were_changed_meanwhile_is_stale_at_once() -> None:
    now = in_english(in_welsh(read_definition(SMALL)), "pages.p1.text", "Read that.")
    late = with_translations(now, "cy", {"pages.p1.text": Given("W2", digest_of("Read this."))})
    assert standings(remember_sources(now, late))["pages.p1.text"] is Standing.STALE


def test_what_is_missing_is_named_with_its_place_and_how_much_more_there_is() -> None:
    (problem,) = translation_problems(with_title(read_definition(SMALL), "Parks"))
    assert problem == (
        "5 texts are not translated into Welsh (cy): Title; Text above the questions of the page p1; "
        "Words of the question a; and 2 more."
    )
    assert translation_problems(read_definition(ALL_KINDS)) == []
    one = with_translations(in_welsh(read_definition(SMALL)), "cy", {"items.a.options.x.label": Given("", "")})
    assert translation_problems(one) == ["1 text is not translated into Welsh (cy): Words of the answer x to a."]


def test_a_draft_by_another_way_is_held_against_the_one_before() -> None:
    before = in_welsh(read_definition(SMALL))
    document = json.loads(as_json(before))
    document["sections"][0]["pages"][0]["items"][0]["label"]["en-GB"] = "Typed elsewhere?"
    after = remember_sources(before, read_definition(document))
    assert standings(after)["items.a.label"] is Standing.STALE
    assert read_definition(dump(after)) == after


@patient
@given(definitions(), st.data())
def test_only_what_changed_is_stale(made: dict[str, Any], data: st.DataObject) -> None:
    before = in_welsh(replace(read_definition(made), languages=("en-GB", "cy")))
    english = {found.place: found.text["en-GB"] for found in texts_of(before) if "options" not in found.place}
    place = data.draw(st.sampled_from(sorted(english)))
    after = in_english(before, place, "Entirely other words?")
    assert {each for each, standing in standings(after).items() if standing is not Standing.DONE} == {place}
    assert as_json(in_english(after, place, english[place])) == as_json(before)


def test_languages_that_nobody_reads_so_far_are_told() -> None:
    definition = replace(in_welsh(read_definition(SMALL)), languages=("en-GB",))
    assert (other_languages(definition), languages_in(definition)) == ([], ["cy"])
    assert translation_problems(definition) == []
    asked = page("p1", {**item("a"), "label": {"cy": "Pam?"}})
    only = read_definition(survey(asked, languages=["cy"], default_language="cy"))
    assert (other_languages(only), languages_in(only), translation_problems(only)) == ([], [], [])


def test_a_translation_more_is_cosmetic_and_a_changed_one_is_for_a_second_officer() -> None:
    plain = read_definition(SMALL)
    found = differences(plain, in_welsh(plain))
    assert {(each.level, each.is_reworded) for each in found} == {("cosmetic", False)}
    other = with_translations(in_welsh(plain), "cy", {"items.a.label": Given("Other", "")})
    assert [each.is_reworded for each in differences(in_welsh(plain), other)] == [True]
    assert [each.is_reworded for each in differences(in_welsh(plain), plain)].count(True) == 3


def test_the_digest_of_published_versions_stays() -> None:
    assert "translated_from" not in as_json(read_definition(SMALL))
    with pytest.raises(Exception, match="x, then 15 digits"):
        read_definition({**SMALL, "translated_from": {"cy": {"title": "abc"}}})


@pytest.mark.parametrize("name", ["label", "hint"])
def test_words_in_another_language_alone_are_named_and_can_be_taken_away(name: str) -> None:
    alone = {**SMALL["sections"][0]["pages"][0]["items"][0], name: {"cy": "Cymraeg"}}
    found = read_definition(survey(page("p1", alone), languages=["en-GB", "cy"], title={"cy": "Teitl"}))
    called = "Words" if name == "label" else "Hint"
    written = f"1 text is not written in English (en-GB): {called} of the question a."
    sentence = f"{written} Write it, or take its translations away."
    assert problems_of(found) == [sentence]
    place = f"items.a.{name}"
    assert standings(found)[place] is Standing.DONE
    if name == "hint":
        assert problems_of(with_translations(found, "cy", {place: Given("", digest_of(""))})) == []


def test_words_that_the_council_takes_away_take_their_translations_along() -> None:
    assert put_words({"en-GB": "A hint", "cy": "Awgrym"}, "") == {}
    assert put_words({"en-GB": "A hint", "cy": "Awgrym"}, "Another") == {"cy": "Awgrym", "en-GB": "Another"}
    assert put_words({"cy": "Awgrym"}, "") == {"cy": "Awgrym"}
