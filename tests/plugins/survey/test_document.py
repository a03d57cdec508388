"""Reading a survey's definition: every page and question is found, in its order and in words."""

import json
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from consult.kernel.errors import NotFound
from plugins.survey.document import (
    as_json,
    digest,
    empty_definition,
    find_item,
    find_page,
    items_before,
    items_by_key,
    items_of,
    offered_options,
    page_of_item,
    page_title,
    pages_of,
    sections_with_pages,
    words,
)
from plugins.survey.schemas import definition_from_json, read_definition
from tests.plugins.survey.conftest import ALL_KINDS, definitions, item, options, page, patient, survey, text


@patient
@given(made=definitions())
def test_a_definition_survives_its_json_and_keeps_its_fingerprint(made: dict[str, Any]) -> None:
    checked = read_definition(made)
    again = definition_from_json(as_json(checked, indent=2))
    assert again == checked
    assert digest(again) == digest(checked)
    backwards = json.loads(json.dumps(dict(reversed(list(checked.items())))))
    assert digest(backwards) == digest(checked)


@patient
@given(made=definitions(), data=st.data())
def test_the_fingerprint_tells_any_change(made: dict[str, Any], data: st.DataObject) -> None:
    checked = read_definition(made)
    changed = deepcopy(checked)
    one = data.draw(st.sampled_from(items_of(changed)))
    change = data.draw(st.sampled_from(["label", "required", "order"]))
    if change == "label":
        one["label"] = text(words(one["label"]) + " ")
    elif change == "required":
        one["required"] = not one["required"]
    else:
        assume(len(pages_of(changed)) > 1)
        changed["sections"][0]["pages"].reverse()
    assert digest(changed) != digest(checked)


@patient
@given(made=definitions())
def test_each_question_is_found_by_its_key_on_its_page(made: dict[str, Any]) -> None:
    checked = read_definition(made)
    assert [one for each in pages_of(checked) for one in each["items"]] == items_of(checked)
    before: list[Any] = []
    for each in pages_of(checked):
        assert find_page(checked, each["id"]) is each
        assert items_before(checked, each["id"]) == before
        for one in each["items"]:
            assert find_item(checked, one["key"]) is one is items_by_key(checked)[one["key"]]
            assert page_of_item(checked, one["key"]) is each
        before += each["items"]
    assert items_before(checked, "nowhere") == before == items_of(checked)


@pytest.mark.parametrize("find", [find_page, find_item, page_of_item])
def test_what_is_not_there_is_said_to_be_not_there(find: Any) -> None:
    for unknown in ("", "nowhere", "P1"):
        with pytest.raises(NotFound):
            find(read_definition(ALL_KINDS), unknown)


def test_a_new_survey_asks_nothing_yet() -> None:
    assert items_of(empty_definition()) == pages_of(empty_definition()) == []
    assert read_definition(empty_definition()) == empty_definition()


def test_sections_keep_their_pages_in_order() -> None:
    made = read_definition(
        {
            "schema": "survey/1",
            "sections": [
                {"id": "s1", "title": text("First"), "pages": [page("p1", item("a"))]},
                {"id": "s2", "pages": [page("p2", item("b")), page("p3", item("c"))]},
            ],
        }
    )
    found = [(title, [one["id"] for one in pages]) for title, pages in sections_with_pages(made)]
    assert found == [("First", ["p1"]), ("", ["p2", "p3"])]
    assert [one["key"] for one in items_before(made, "p3")] == ["a", "b"]


def test_a_text_that_was_not_translated_is_shown_in_a_language_that_has_it() -> None:
    both = {"en-GB": "Cameras", "bn": "ক্যামেরা"}
    assert (words(both), words(both, "bn"), words(both, "pl")) == ("Cameras", "ক্যামেরা", "Cameras")
    assert words({"bn": "ক্যামেরা"}) == "ক্যামেরা"
    assert words({"pl": "", "bn": "ক্যামেরা"}) == "ক্যামেরা"
    assert words({}) == ""


def test_a_page_is_called_by_its_title_or_by_what_it_asks_first() -> None:
    made = read_definition(survey(page("p1", item("a")), page("p2", item("b"), title=text("Own")), page("p3")))
    assert [page_title(one) for one in pages_of(made)] == ["Question a?", "Own", "Page without questions"]


def test_a_retired_answer_is_offered_no_longer() -> None:
    asked = item("a", "radios", options=[*options("x", "y"), *options("old", retired=True)])
    (checked,) = items_of(read_definition(survey(page("p1", asked))))
    assert [one["code"] for one in offered_options(checked)] == ["x", "y"]
    assert len(checked["options"]) == 3
