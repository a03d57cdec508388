"""What a change means to people who answered already."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.survey.comparison import class_of, differences, missing_codes_taken, reused_keys
from plugins.survey.definition import Definition
from plugins.survey.document import dump, read_definition
from plugins.survey.edits import edit_page
from plugins.survey.models import ChangeClass
from tests.plugins.survey.conftest import ALL_KINDS, definitions, item, options, page, patient, survey, text

BEFORE = read_definition(ALL_KINDS)
COSMETIC, ADDITIVE, BREAKING = ChangeClass.COSMETIC, ChangeClass.ADDITIVE, ChangeClass.BREAKING


def changed(path: str, value: Any) -> Definition:
    """Return the definition with one value replaced; the path is page.item.name or page.item.option.name."""
    made = dump(BEFORE)
    part: Any = made["sections"][0]["pages"]
    *way, name = path.split(".")
    for step, place in enumerate(way):
        part = part[int(place)]
        if step < len(way) - 1 or (name in {"code", "retired", "exclusive", "value"} and step == 1):
            part = part["items" if step == 0 else "options"]
    part[name] = value
    return read_definition(made)


@pytest.mark.parametrize(
    ("path", "value", "expected"),
    [
        ("0.0.label", text("Other words?"), COSMETIC),
        ("0.0.hint", text("A hint"), COSMETIC),
        ("2.title", text("Other"), COSMETIC),
        ("0.0.required", False, ADDITIVE),
        ("1.0.required", True, BREAKING),
        ("1.0.max_words", 10, BREAKING),
        ("1.0.max_words", 30, ADDITIVE),
        ("1.0.max_words", None, ADDITIVE),
        ("3.1.least", 5, BREAKING),
        ("3.1.least", -5, ADDITIVE),
        ("3.1.most", 50, BREAKING),
        ("3.1.most", None, ADDITIVE),
        ("0.0.public", False, ADDITIVE),
        ("1.show_if", None, ADDITIVE),
        ("1.show_if", {"q": "choice", "op": "eq", "value": "c"}, BREAKING),
        ("3.show_if", {"q": "choice", "op": "eq", "value": "c"}, BREAKING),
        ("3.0.show_if", {"q": "choice", "op": "eq", "value": "c"}, BREAKING),
        ("0.0.0.retired", True, ADDITIVE),
        ("0.0.0.code", "z", BREAKING),
        ("2.0.0.exclusive", True, BREAKING),
        ("2.1.0.value", 7, BREAKING),
    ],
)
def test_each_change_has_its_class(path: str, value: Any, expected: ChangeClass) -> None:
    found = differences(BEFORE, changed(path, value))
    assert class_of(found) is expected
    assert all(difference.remedy for difference in found if difference.level is BREAKING)


def test_adding_is_additive_and_removing_or_another_kind_is_breaking() -> None:
    more = dump(BEFORE)
    more["sections"][0]["pages"].append(page("p9", item("fresh")))
    after = read_definition(more)
    assert class_of(differences(BEFORE, after)) is ADDITIVE
    assert class_of(differences(after, BEFORE)) is BREAKING
    option = changed("0.0.options", options("a", "b", "c", "d"))
    assert class_of(differences(BEFORE, option)) is ADDITIVE
    assert class_of(differences(option, BEFORE)) is BREAKING
    other = read_definition(survey(page("p1", item("a", "number"))))
    assert class_of(differences(read_definition(survey(page("p1", item("a")))), other)) is BREAKING


def test_publishing_answers_given_in_confidence_is_breaking() -> None:
    kept = changed("0.0.public", False)
    assert class_of(differences(kept, BEFORE)) is BREAKING


def test_a_condition_may_move_between_a_question_and_its_page_and_one_of_two_may_go() -> None:
    is_b, is_set = {"q": "choice", "op": "eq", "value": "b"}, {"q": "choice", "op": "answered"}
    own = dump(BEFORE)
    own["sections"][0]["pages"][1] |= {"show_if": None}
    own["sections"][0]["pages"][1]["items"][0]["show_if"] = is_b
    assert class_of(differences(BEFORE, read_definition(own))) is COSMETIC
    both = changed("1.0.show_if", is_set)
    assert class_of(differences(BEFORE, both)) is BREAKING
    assert class_of(differences(both, BEFORE)) is ADDITIVE


def test_a_condition_behind_a_name_counts_as_the_condition() -> None:
    named = [{"id": "is_b", "label": text("Chose b"), "when": {"q": "choice", "op": "eq", "value": "b"}}]
    behind = read_definition({**dump(changed("1.show_if", {"ref": "is_b"})), "conditions": named})
    assert class_of(differences(BEFORE, behind)) is COSMETIC
    named[0]["when"] = {"q": "choice", "op": "eq", "value": "c"}
    other = read_definition({**dump(behind), "conditions": named})
    assert class_of(differences(behind, other)) is BREAKING


@patient
@given(definitions(), definitions())
def test_nothing_changed_has_no_class_and_every_change_has_one(one: dict[str, Any], other: dict[str, Any]) -> None:
    before, after = read_definition(one), read_definition(other)
    assert class_of(differences(before, before)) is None
    assert (class_of(differences(before, after)) is None) == (before == after)


@patient
@given(definitions(), st.data())
def test_going_back_on_an_added_question_is_breaking(made: dict[str, Any], data: st.DataObject) -> None:
    after = read_definition(made)
    emptied = data.draw(st.sampled_from([page for page in after.pages if page.items]))
    before = edit_page(after, emptied.id, lambda page: replace(page, items=()))
    assert class_of(differences(before, after)) is not BREAKING
    assert class_of(differences(after, before)) is BREAKING


def test_a_key_is_never_used_for_another_kind_or_meaning() -> None:
    first = read_definition(survey(page("p1", item("a"), item("b"))))
    without = read_definition(survey(page("p1", item("b"))))
    assert reused_keys([first, without], first) == []
    other_kind = read_definition(survey(page("p1", item("b"), item("a", "number"))))
    assert "another kind" in reused_keys([first, without], other_kind)[0]
    meaning = read_definition(survey(page("p1", item("b"), {**item("a"), "label": text("Something else?")})))
    assert "was used for the question" in reused_keys([first, without], meaning)[0]
    assert reused_keys([first], meaning) == []


def test_a_key_that_comes_back_is_asked_and_offered_on_the_same_conditions() -> None:
    without = dump(BEFORE)
    del without["sections"][0]["pages"][2]["items"][1]
    gone = read_definition(without)
    versions = [BEFORE, gone]
    only_b = {"q": "choice", "op": "eq", "value": "b"}
    back = differences(gone, BEFORE, versions)
    assert class_of(back) is ADDITIVE
    assert any("is asked again." in difference.sentence for difference in back)
    assert class_of(differences(gone, changed("2.1.show_if", only_b), versions)) is BREAKING
    offered = dump(BEFORE)
    offered["sections"][0]["pages"][2]["items"][1]["options"][0]["show_if"] = only_b
    assert class_of(differences(gone, read_definition(offered), versions)) is BREAKING


def test_other_words_are_shown_old_and_new() -> None:
    (asked,) = differences(BEFORE, changed("0.0.label", text("Other words?")))
    assert asked.sentence == "The question choice has other words: “Question choice?” is now “Other words?”."
    assert asked.is_reworded
    made = dump(BEFORE)
    made["sections"][0]["pages"][0]["items"][0]["options"][0]["label"] = text("Yes, often")
    (answer,) = differences(BEFORE, read_definition(made))
    assert answer.sentence.endswith("has other words for the answer a: “Answer a” is now “Yes, often”.")
    assert answer.is_reworded


@pytest.mark.parametrize("path", ["0.0.hint", "2.1.hint", "2.title", "0.0.0.hint"])
def test_what_a_hint_or_a_title_over_questions_says_is_reworded_as_a_question_is(path: str) -> None:
    low, high, both = (
        text("1 is the lowest"),
        text("1 is the highest"),
        {**text("1 is the lowest"), "cy": "1 yw’r isaf"},
    )
    before = changed(path, low)
    assert [one.is_reworded for one in differences(before, changed(path, high))][:1] == [True]
    assert all(one.level is COSMETIC for one in differences(before, changed(path, high)))
    assert not any(one.is_reworded for one in differences(before, changed(path, both)))
    assert any(
        "“1 is the lowest” is now “1 is the highest”" in one.sentence
        for one in differences(before, changed(path, high))
    )


def test_the_title_of_a_page_with_one_question_is_none_of_its_words() -> None:
    assert not any(one.is_reworded for one in differences(BEFORE, changed("1.title", text("Other"))))


def test_taking_only_whole_numbers_is_a_tighter_limit() -> None:
    assert class_of(differences(BEFORE, changed("3.1.whole", True))) is BREAKING
    assert class_of(differences(changed("3.1.whole", True), BEFORE)) is ADDITIVE


@pytest.mark.parametrize(
    ("kind", "before", "after", "expected"),
    [
        ("number", {"least": -5}, {}, BREAKING),
        ("number", {}, {"least": -5}, ADDITIVE),
        ("number", {}, {"least": 0}, None),
        ("number", {}, {"least": 1}, BREAKING),
        ("per_cent", {"most": 150}, {}, BREAKING),
        ("per_cent", {}, {"most": 150}, ADDITIVE),
        ("per_cent", {}, {"most": 100}, None),
    ],
)
def test_a_limit_that_is_not_written_down_counts_as_the_limit_that_holds(
    kind: str, before: dict[str, Any], after: dict[str, Any], expected: ChangeClass | None
) -> None:
    old, new = (read_definition(survey(page("p1", item("n", kind, **limits)))) for limits in (before, after))
    assert class_of(differences(old, new)) is expected


def test_another_sum_to_share_out_is_another_question() -> None:
    before, after, usual = (
        read_definition(survey(page("p1", item("spent", "budget", total=total, unit=unit))))
        for total, unit in ((100, "points"), (100, "pounds"), (None, None))
    )
    assert class_of(differences(before, after)) is BREAKING
    assert differences(before, usual) == []


def test_another_number_of_pairs_is_no_other_question() -> None:
    before, after, usual = (
        read_definition(survey(page("p1", item("best", "pairwise", pairs=pairs)))) for pairs in (5, 9, None)
    )
    assert class_of(differences(before, after)) is ADDITIVE
    assert differences(before, usual) == []


@pytest.mark.parametrize(
    ("least", "most", "is_taken"),
    [
        (None, None, False),
        (-6, None, False),
        (-12, None, True),
        (-9, -9, True),
        (-7, 100, True),
        (-50, -10, False),
        (0, 5, False),
    ],
)
def test_a_number_may_not_be_what_an_export_writes_for_a_missing_one(
    least: float | None, most: float | None, is_taken: bool
) -> None:
    asked = read_definition(survey(page("p1", item("cold", "number", least=least, most=most))))
    assert bool(missing_codes_taken([], asked)) is is_taken
    # What people answered within stays as it was published.
    assert missing_codes_taken([asked], asked) == []
