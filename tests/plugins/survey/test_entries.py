"""Repeated pages are unrolled into ordinary ones, with a list behind each entry."""

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from consult.kernel.foreign import ForeignText
from plugins.survey.checks import problems_of
from plugins.survey.definition import definition_from
from plugins.survey.document import digest, dump, read_definition
from plugins.survey.entries import entries_by_page, ids_taken, keys_taken, times_asked, unrolled
from plugins.survey.questions import questionnaire_from, read_in
from tests.plugins.survey.conftest import item, page, survey, text


def repeated(page_id: str, *items: dict[str, Any], most: int = 3, **more: Any) -> dict[str, Any]:
    """Return a page that is asked for each journey."""
    another = {**item("another", "yes_no"), "label": text("Do you want to add another journey?"), "required": True}
    repeat = {"most": most, "entry": text("journey"), "another": another}
    return page(page_id, *items, **{"repeat": repeat, **more})


JOURNEYS = survey(
    page("p1", item("first")),
    repeated(
        "p2",
        item("place"),
        item("how", "radios"),
        item("other", show_if={"q": "how", "op": "eq", "value": "c"}),
    ),
    page("p3", item("last"), show_if={"q": "how", "op": "eq", "value": "a"}),
)


def test_each_entry_is_asked_on_pages_of_its_own() -> None:
    asked = questionnaire_from(read_definition(JOURNEYS), activity_id=1, version=1, title="Journeys")
    assert [one.id for one in asked.pages] == [*("p1", "p2", "p2-list", "p2-2", "p2-2-list", "p2-3", "p2-3-list", "p3")]
    assert [question.key for question in asked.questions] == [
        *("first", "place", "how", "other", "another", "place_2", "how_2", "other_2", "another_2"),
        *("place_3", "how_3", "other_3", "last"),
    ]
    assert asked.by_key["place_2"].label == "Question place? (journey 2)"
    assert asked.by_key["other_3"].option_above == "c"
    assert asked.by_key["other_3"].depends_on == {"how_3"}


def test_an_entry_is_asked_of_whoever_has_another_one() -> None:
    asked = questionnaire_from(read_definition(JOURNEYS), activity_id=1, version=1, title="Journeys")
    answers: dict[str, object] = {"place": "Park", "how": "a", "place_2": "Pier", "place_3": "Port"}
    assert asked.said_on_path(answers) == {"place": "Park", "how": "a"}
    two = {**answers, "another": "yes", "how_2": "b", "other_2": "not asked"}
    path = {"place": "Park", "how": "a", "another": "yes", "place_2": "Pier", "how_2": "b"}
    assert asked.said_on_path(two) == path
    assert "last" in asked.asked_keys(two)


def test_a_condition_behind_means_the_first_entry() -> None:
    asked = questionnaire_from(read_definition(JOURNEYS), activity_id=1, version=1, title="Journeys")
    assert "last" not in asked.asked_keys({"how": "b", "another": "yes", "how_2": "a"})


def test_whoever_answers_is_asked_for_another_one_in_the_same_words_each_time() -> None:
    asked = questionnaire_from(read_definition(JOURNEYS), activity_id=1, version=1, title="Journeys")
    behind = next(one for one in asked.pages if one.id == "p2-2-list")
    assert behind.questions[0].label == "Do you want to add another journey? (journey 2)"
    shown, _before = asked.as_shown(behind, {"another": "yes"})
    assert shown.questions[0].label == shown.title == "Do you want to add another journey?"
    assert shown.is_personal


def test_a_named_condition_within_a_repeated_page_is_about_its_own_entry() -> None:
    named = {"id": "by_car", "label": text("By car"), "when": {"q": "how", "op": "eq", "value": "b"}}
    definition = read_definition(
        survey(
            page("p1", item("first")),
            repeated("p2", item("how", "radios"), item("where_to", show_if={"ref": "by_car"})),
            conditions=[named],
        )
    )
    asked = questionnaire_from(definition, activity_id=1, version=1, title="")
    assert "where_to_2" in asked.asked_keys({"how": "a", "another": "yes", "how_2": "b"})
    assert "where_to_2" not in asked.asked_keys({"how": "b", "another": "yes", "how_2": "a"})


def test_a_definition_without_repeats_is_as_it_was() -> None:
    definition = read_definition(survey(page("p1", item("first"))))
    assert unrolled(definition) is definition
    assert "repeat" not in dump(definition)["sections"][0]["pages"][0]
    assert entries_by_page(definition) == {}


def test_a_repeated_page_is_stored_and_read_again() -> None:
    definition = read_definition(JOURNEYS)
    assert definition_from(dump(definition)) == definition == read_definition(dump(definition))
    assert digest(definition) == digest(definition_from(dump(definition)))
    assert problems_of(definition) == []


def test_what_is_taken_and_how_often_it_is_asked() -> None:
    definition = read_definition(JOURNEYS)
    assert {"place_3", "another_2"} <= keys_taken(definition)
    assert "another_3" not in keys_taken(definition)
    assert {"i_place", "i_place-3", "i_another"} <= ids_taken(definition)
    assert times_asked(definition) == {"first": 1, "place": 3, "how": 3, "other": 3, "last": 1, "another": 2}
    assert [one.id for one in unrolled(definition, most=1).pages] == ["p1", "p2", "p2-list", "p3"]


def test_words_of_an_entry_stay_in_their_language() -> None:
    definition = read_definition({**JOURNEYS, "languages": ["en-GB", "cy"]})
    read = questionnaire_from(read_in(definition, "cy", "Title"), activity_id=1, version=1, title="", language="cy")
    label = read.by_key["place_2"].label
    assert isinstance(label, ForeignText)
    assert (str(label), label.tag) == ("Question place? (journey 2)", "en-GB")


@given(st.integers(2, 20), st.integers(1, 4))
def test_every_key_and_id_is_there_once(most: int, questions: int) -> None:
    items = [item(f"q{number}") for number in range(questions)]
    asked = unrolled(read_definition(survey(page("p1", item("first")), repeated("p2", *items, most=most))))
    for names in ([one.key for one in asked.items], [one.id for one in asked.items], [one.id for one in asked.pages]):
        assert len(names) == len(set(names))
    assert len(asked.items) == 1 + questions * most + most - 1
