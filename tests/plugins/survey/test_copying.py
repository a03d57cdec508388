"""Copies of questions and pages: new keys, the same words, and conditions that mean the copies."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.errors import Invalid
from plugins.survey.beneath import beneath_options
from plugins.survey.checks import problems_of
from plugins.survey.conditions import Comparison
from plugins.survey.copying import copy_from, copy_item, copy_page
from plugins.survey.document import dump, empty_definition, read_definition
from plugins.survey.entries import unrolled
from plugins.survey.translating import Standing, digest_of, translations_of
from tests.plugins.survey.conftest import definitions, item, options, page, patient, survey
from tests.plugins.survey.test_entries import JOURNEYS

OTHER = item("which_other", show_if={"q": "which", "op": "eq", "value": "b"})
TRAVEL = survey(
    page("p1", item("which", "radios", options=options("a", "b")), OTHER),
    page(
        "p2",
        item(
            "often", "radios", options=[*options("a", show_if={"q": "which", "op": "eq", "value": "a"}), *options("b")]
        ),
        item("why", "long_text", show_if={"q": "often", "op": "ne", "value": "b"}),
        show_if={"q": "which", "op": "answered"},
    ),
    page("p3", item("last"), show_if={"ref": "mostly"}),
    conditions=[{"id": "mostly", "when": {"q": "often", "op": "eq", "value": "a"}}],
)


def test_a_question_is_copied_with_the_lines_beneath_its_answers() -> None:
    copied = copy_item(read_definition(TRAVEL), "which")
    assert [one.key for one in copied.definition.pages[0].items] == ["which", "which_other", "which_2", "which_other_2"]
    assert [(line.key, code) for line, code in beneath_options(copied.definition.pages[0])] == [
        ("which_other", "b"),
        ("which_other_2", "b"),
    ]
    assert copied.keys == ("which_2", "which_other_2")


def test_a_page_is_copied_behind_itself_and_its_conditions_mean_the_copies() -> None:
    copied = copy_page(read_definition(TRAVEL), "p2").definition
    assert [one.id for one in copied.pages] == ["p1", "p2", "p4", "p3"]
    often, why = copied.pages[2].items
    assert (often.key, why.key, why.show_if) == ("often_2", "why_2", Comparison("often_2", "ne", "b"))
    assert copied.pages[2].show_if == copied.pages[1].show_if
    assert often.options == copied.pages[1].items[0].options


def test_from_another_survey_come_pages_and_single_questions_with_the_conditions_that_can() -> None:
    source = read_definition(TRAVEL)
    whole = copy_from(empty_definition(), source, ["p1", "p2", "p3"], [])
    assert (whole.left_out, problems_of(whole.definition)) == (0, [])
    assert whole.definition.pages[2].show_if == Comparison("often", "eq", "a")
    part = copy_from(empty_definition(), source, ["p3"], ["often"])
    assert [[one.key for one in each.items] for each in part.definition.pages] == [["often"], ["last"]]
    # The page and an answer ask about “which”, which stays behind.
    assert part.left_out == 2
    assert [option.show_if for option in part.definition.items[0].options] == [None, None]
    with pytest.raises(Invalid) as refused:
        copy_from(empty_definition(), source, [], [])
    assert refused.value.fields == {"pages": "Select a page or a question to copy"}


def test_words_show_the_answer_to_the_copy_and_none_of_what_stays_behind() -> None:
    asked = item("why", label={"en-GB": "Why ((which|that way))? Not ((nothing))."})
    source = read_definition(survey(page("p1", item("which")), page("p2", asked)))
    both = copy_from(copy_item(source, "why").definition, source, ["p1", "p2"], []).definition
    assert both.find_item("why_2").label == source.find_item("why").label
    assert both.find_item("why_3").label == {"en-GB": "Why ((which_2|that way))? Not ((nothing))."}
    alone = copy_from(empty_definition(), source, ["p2"], []).definition
    assert alone.find_item("why").label == {"en-GB": "Why that way? Not ((nothing))."}


def test_a_quota_without_its_condition_is_a_page_like_others() -> None:
    when = {"q": "which", "op": "answered"}
    enough = page("enough", title={"en-GB": "Enough"}, text={"en-GB": "Thank you."}, exit=True, quota=5, show_if=when)
    source = read_definition(survey(page("p1", item("which")), enough, page("p2", item("why"))))
    alone = copy_from(empty_definition(), source, ["enough"], []).definition
    assert (alone.pages[0].exit, alone.pages[0].quota) == (False, None)
    assert read_definition(dump(alone)) == alone
    both = copy_from(empty_definition(), source, ["p1", "enough"], []).definition
    assert (both.pages[1].exit, both.pages[1].quota) == (True, 5)


def test_what_is_retired_stays_behind() -> None:
    retired = survey(page("p1", item("q", "radios", options=[*options("a", "b"), *options("c", retired=True)])))
    copied = copy_item(read_definition(retired), "q").definition
    assert [option.code for option in copied.find_item("q_2").options] == ["a", "b"]


@patient
@given(definitions(), st.data())
def test_every_copy_can_be_saved_and_leaves_the_rest_as_it_was(made: dict[str, Any], data: st.DataObject) -> None:
    before = read_definition(made)
    if data.draw(st.booleans()):
        copied = copy_page(before, data.draw(st.sampled_from(before.pages)).id)
    else:
        copied = copy_item(before, data.draw(st.sampled_from(before.items)).key)
    assert read_definition(dump(copied.definition)) == copied.definition
    kept = [each for each in copied.definition.items if each.key not in copied.keys]
    assert kept == list(before.items)
    again = copy_from(copied.definition, before, [each.id for each in before.pages], [])
    assert read_definition(dump(again.definition)) == again.definition
    assert again.left_out == 0


def test_a_computed_value_comes_along_with_what_it_is_made_from_or_not_at_all() -> None:
    formula = {"sum": [{"q": "a"}, {"q": "b"}]}
    source = read_definition(
        survey(
            page("p1", item("a", "number"), item("b", "number")), page("p2", item("total", "computed", formula=formula))
        )
    )
    beside = copy_item(source, "total").definition.find_item("total_2")
    assert beside.formula == source.find_item("total").formula
    copied = copy_from(source, source, ["p1", "p2"], []).definition
    assert dump(copied.find_item("total_2"))["formula"] == {"sum": [{"q": "a_2"}, {"q": "b_2"}]}
    other = read_definition(survey(page("p1", item("a", "number"))))
    with pytest.raises(Invalid) as refused:
        copy_from(other, source, ["p2"], ["a"])
    assert "Select them too" in refused.value.fields["pages"]
    assert dump(copy_from(other, source, ["p1", "p2"], []).definition.find_item("total"))["formula"] == {
        "sum": [{"q": "a_2"}, {"q": "b"}]
    }


@pytest.mark.parametrize("way", ["question", "page", "survey"])
def test_a_copy_knows_that_its_translation_was_made_from_other_words(way: str) -> None:
    label = {"en-GB": "Where do you go now?", "cy": "Ble?"}
    asked = page("p1", {**item("where"), "label": label}, title={"en-GB": "New", "cy": "Hen"})
    stale = {"cy": {"items.where.label": digest_of("Where?"), "pages.p1.title": digest_of("Old")}}
    source = read_definition(survey(asked, languages=["en-GB", "cy"], translated_from=stale))
    copies = {
        "question": lambda: copy_item(source, "where"),
        "page": lambda: copy_page(source, "p1"),
        "survey": lambda: copy_from(read_definition(survey(page("p1", item("where")))), source, ["p1"], []),
    }
    made = copies[way]().definition
    standing = {one.place: one.standing for one in translations_of(made, "cy")}
    assert standing["items.where_2.label"] == Standing.STALE
    if way != "question":
        assert standing["pages.p2.title"] == Standing.STALE


def test_a_repeated_page_comes_along_with_keys_that_no_entry_of_either_survey_has() -> None:
    source = read_definition(JOURNEYS)
    target = read_definition(survey(page("p1", item("place_2"), item("another_2"))))
    copied = copy_from(target, source, ["p2"], []).definition
    assert read_definition(dump(copied)) == copied
    keys = [one.key for one in unrolled(copied).items]
    assert len(keys) == len({*keys})
    within = copy_page(source, "p2").definition
    assert read_definition(dump(within)) == within
    assert [each.repeat.most for each in within.pages if each.repeat] == [3, 3]


def test_rules_come_along_with_what_they_compare_with_or_are_told_of_as_left_out() -> None:
    rules = [{"op": "le", "q": "people", "message": {"en-GB": "Too many.", "cy": "Gormod."}}]
    stale = {"cy": {"items.children.rules.le_people.message": digest_of("Too few."), "blocks.b1.text": digest_of("?")}}
    note = {"id": "b1", "block": "inset", "text": {"en-GB": "Count *all*.", "cy": "Pawb."}}
    source = read_definition(
        survey(
            page("p1", item("people", "number")),
            page("p2", item("children", "number", rules=rules), blocks=[note]),
            languages=["en-GB", "cy"],
            translated_from=stale,
        )
    )
    both = copy_from(source, source, ["p1", "p2"], [])
    assert [(rule.op, rule.q) for rule in both.definition.find_item("children_2").rules] == [("le", "people_2")]
    assert both.rules_left_out == 0
    standing = {one.place: one.standing for one in translations_of(both.definition, "cy")}
    assert standing["items.children_2.rules.le_people_2.message"] == Standing.STALE
    assert standing[f"blocks.{both.definition.blocks[-1].id}.text"] == Standing.STALE
    alone = copy_from(empty_definition(), source, ["p2"], [])
    assert (alone.definition.find_item("children").rules, alone.rules_left_out, alone.left_out) == ((), 1, 0)


def test_what_shows_no_answer_any_more_is_counted() -> None:
    asked = item("why", label={"en-GB": "Why ((which))? Not ((which|that))."})
    source = read_definition(survey(page("p1", item("which")), page("p2", asked)))
    assert copy_from(empty_definition(), source, ["p2"], []).unnamed == 1
    assert copy_from(empty_definition(), source, ["p1", "p2"], []).unnamed == 0


def test_pictures_files_and_quotas_come_along() -> None:
    shown = [{**one, "picture": {"sha256": "a" * 64, "alt": {"en-GB": "A bench"}}} for one in options("a", "b")]
    image = {"id": "b1", "block": "image", "sha256": "b" * 64, "alt": {"en-GB": "A map"}}
    source = read_definition(
        survey(page("p1", item("bench", "radios", options=shown), blocks=[image]), page("p2", item("photo", "file")))
    )
    copied = copy_from(source, source, ["p1", "p2"], []).definition
    assert copied.find_item("bench_2").options == source.find_item("bench").options
    assert [block.sha256 for block in copied.blocks] == ["b" * 64] * 2
    assert len({block.id for block in copied.blocks}) == 2
    assert copied.page_of_item("photo_2").items == (copied.find_item("photo_2"),)
