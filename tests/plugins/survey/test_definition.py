"""Reading a survey's definition: every page and question is found, in its order and in words."""

from typing import Any

import pytest
from hypothesis import given

from consult.kernel.errors import NotFound
from plugins.survey.definition import Definition, Item, definition_from, page_title, words
from plugins.survey.document import dump, empty_definition, read_definition
from tests.plugins.survey.conftest import ALL_KINDS, definitions, item, options, page, patient, survey, text


@patient
@given(made=definitions())
def test_each_question_is_found_by_its_key_on_its_page(made: dict[str, Any]) -> None:
    checked = read_definition(made)
    assert tuple(one for each in checked.pages for one in each.items) == checked.items
    before: tuple[Item, ...] = ()
    for each in checked.pages:
        assert checked.find_page(each.id) is each
        assert checked.items_before(each.id) == before
        for one in each.items:
            assert checked.find_item(one.key) is one is checked.items_by_key[one.key]
            assert checked.page_of_item(one.key) is each
        before += each.items
    assert checked.items_before("nowhere") == before == checked.items


@pytest.mark.parametrize("find", [Definition.find_page, Definition.find_item, Definition.page_of_item])
def test_what_is_not_there_is_said_to_be_not_there(find: Any) -> None:
    for unknown in ("", "nowhere", "P1"):
        with pytest.raises(NotFound):
            find(read_definition(ALL_KINDS), unknown)


def test_a_new_survey_asks_nothing_yet() -> None:
    assert (empty_definition().items, empty_definition().pages) == ((), ())
    assert read_definition(dump(empty_definition())) == empty_definition()


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
    found = [(words(section.title), [one.id for one in section.pages]) for section in made.sections]
    assert found == [("First", ["p1"]), ("", ["p2", "p3"])]
    assert [one.key for one in made.items_before("p3")] == ["a", "b"]


def test_a_text_that_was_not_translated_is_shown_in_a_language_that_has_it() -> None:
    both = {"en-GB": "Cameras", "bn": "ক্যামেরা"}
    assert (words(both), words(both, "bn"), words(both, "pl")) == ("Cameras", "ক্যামেরা", "Cameras")
    assert words({"bn": "ক্যামেরা"}) == "ক্যামেরা"
    assert words({"pl": "", "bn": "ক্যামেরা"}) == "ক্যামেরা"
    assert words({}) == ""


def test_a_page_is_called_by_its_title_or_by_what_it_asks_first() -> None:
    made = read_definition(survey(page("p1", item("a")), page("p2", item("b"), title=text("Own")), page("p3")))
    assert [page_title(one) for one in made.pages] == ["Question a?", "Own", "Page without questions"]


def test_a_retired_answer_is_offered_no_longer() -> None:
    asked = item("a", "radios", options=[*options("x", "y"), *options("old", retired=True)])
    (checked,) = read_definition(survey(page("p1", asked))).items
    assert [option.code for option in checked.offered] == ["x", "y"]
    assert len(checked.options) == 3


def test_a_version_from_before_there_were_whole_numbers_is_read_as_it_was_meant() -> None:
    stored = dump(read_definition(ALL_KINDS))
    for each in stored["sections"][0]["pages"]:
        for asked in each["items"]:
            del asked["whole"]
    assert definition_from(stored) == read_definition(ALL_KINDS)


def test_a_version_whose_answers_were_redacted_into_the_same_words_is_still_read() -> None:
    stored = dump(read_definition(ALL_KINDS))
    first, second, *_rest = stored["sections"][0]["pages"][0]["items"][0]["options"]
    first["label"] = second["label"] = text("[redacted: personal details]")
    assert [words(option.label) for option in definition_from(stored).find_item("choice").options][:2] == [
        "[redacted: personal details]",
        "[redacted: personal details]",
    ]
