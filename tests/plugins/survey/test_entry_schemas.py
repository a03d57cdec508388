"""What a repeated page may say, and the names that its entries need."""

from typing import Any

import pytest

from plugins.survey.document import FaultyDefinition, read_definition
from plugins.survey.entry_schemas import MOST_QUESTIONS
from tests.plugins.survey.conftest import item, page, survey, text
from tests.plugins.survey.test_entries import repeated


def faults_of(*pages: dict[str, Any]) -> str:
    """Return what is wrong with a survey of these pages."""
    with pytest.raises(FaultyDefinition) as refused:
        read_definition(survey(page("p1", item("first")), *pages))
    return " ".join(refused.value.faults)


@pytest.mark.parametrize("most", [0, 1, 21, -1, 2.5, "3", None])
def test_there_are_2_to_20_entries(most: object) -> None:
    made = repeated("p2", item("place"))
    made["repeat"]["most"] = most
    assert faults_of(made)


@pytest.mark.parametrize("missing", ["most", "entry", "another"])
def test_each_part_is_needed(missing: str) -> None:
    made = repeated("p2", item("place"))
    del made["repeat"][missing]
    assert "missing" in faults_of(made)


def test_an_entry_is_called_something() -> None:
    made = repeated("p2", item("place"))
    made["repeat"]["entry"] = text("")
    assert "Write the words" in faults_of(made)


def test_another_one_is_asked_for_by_yes_or_no_without_a_condition() -> None:
    made = repeated("p2", item("place"))
    made["repeat"]["another"] = item("another", "radios")
    assert "by yes or no" in faults_of(made)
    made["repeat"]["another"] = item("another", "yes_no", show_if={"q": "first", "op": "answered"})
    assert "without a condition" in faults_of(made)


def test_an_exit_is_not_repeated() -> None:
    made = repeated("p2", title=text("Stop"), exit=True, show_if={"q": "first", "op": "answered"})
    assert "cannot be repeated" in faults_of(made, page("p3", item("last")))


def test_the_number_of_an_entry_has_room_in_each_key() -> None:
    assert "no room" in faults_of(repeated("p2", item("a" * 28), most=20))
    assert "no room" in faults_of(repeated("p2", item("place_"), most=2))
    read_definition(survey(page("p1", item("first")), repeated("p2", item("a" * 28), most=9)))


def test_no_other_question_has_the_key_of_an_entry() -> None:
    places = repeated("p2", item("place"))
    assert "needs “place_2” for one of its entries" in faults_of(places, page("p3", item("place_2")))
    assert "needs “another_2”" in faults_of(places, page("p3", item("another_2")))
    assert "needs “another”" in faults_of(repeated("p2", item("another")))
    read_definition(survey(page("p1", item("place_4")), repeated("p2", item("place"), most=3)))


def test_a_question_keeps_the_id_of_the_one_for_another_entry_free() -> None:
    other = {**item("last"), "id": "i_another"}
    assert "needs “i_another”" in faults_of(repeated("p2", item("place")), page("p3", other))


def test_all_entries_together_ask_a_bounded_number_of_questions() -> None:
    def many(number: int) -> dict[str, Any]:
        made = repeated(f"p{number}", *(item(f"q{number}_{each}") for each in range(50)), most=20)
        made["repeat"]["another"] = {**item(f"another{number}", "yes_no")}
        return made

    said = faults_of(many(2), many(3))
    assert "asks 2,039 questions" in said
    assert f"{MOST_QUESTIONS:,} at most" in said
    read_definition(survey(page("p1", item("first")), repeated("p2", *(item(f"q{n}") for n in range(48)), most=20)))
