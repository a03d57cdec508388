"""What cells say: answers by words or codes, several in one cell or in columns of their own, and missing values."""

from dataclasses import replace
from typing import Any

import pytest

from consult.contract.options import Option
from consult.contract.question_kinds import Kind
from consult.contract.questions import Question
from consult.imports.cell_values import NOTHING, CellReader, is_ambiguous
from consult.imports.plan import NOT_AN_ANSWER, ROW_LEFT_OUT, ImportPlan
from consult.submissions.kinds import LONG_TEXT, SCALE, SCALES
from plugins.survey.kinds.boxes import CHECKBOXES
from plugins.survey.kinds.choices import RADIOS
from plugins.survey.kinds.lines import SHORT_TEXT
from plugins.survey.kinds.numbers import NUMBER
from plugins.survey.kinds.ranking import RANKING

PLAN = ImportPlan()
POSITION = Question(key="position", kind="scale", label="And you?", options=SCALES["agreement"])
TRAVEL = Question(
    key="travel",
    kind="checkboxes",
    label="How do you travel?",
    options=(
        Option(code="walk", label="Walk"),
        Option(code="car", label="Car; van or taxi"),
        Option(code="bus", label="Bus, tram"),
        Option(code="none", label="None of these", is_exclusive=True),
        Option(code="no_say", label="Prefer not to say", is_refusal=True),
    ),
)
HOURS = Question(key="hours", kind="number", label="How many hours?", minimum=0, maximum=50)
WHY = Question(key="why", kind="long_text", label="Why?")


def read(question: Question, kind: Kind, cell: str, plan: ImportPlan = PLAN) -> Any:
    """Return the answer in a cell, or what is wrong with it."""
    value = CellReader(question, kind, plan).read(cell)
    return value.fault or value.answer


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("Don't know", "dont_know"),
        ("Don’t know", "dont_know"),
        ("DON`T KNOW", "dont_know"),
        ("Strongly  agree", "strongly_agree"),
        (" strongly_agree ", "strongly_agree"),
        ("agree.", "agree"),
        ("\uff21gree", "agree"),
        ("Don\u02bct know", "dont_know"),
        ("", None),
        ("-8", None),
        ("-9", None),
        ("Agree\u200b", "agree"),
    ],
)
def test_words_are_known_in_any_spelling(cell: str, code: str | None) -> None:
    assert read(POSITION, SCALE, cell) == code


@pytest.mark.parametrize("cell", ["N/A", "4", "-7", "Agree; Disagree"])
def test_what_matches_nothing_is_told_and_kept_for_the_officer(cell: str) -> None:
    value = CellReader(POSITION, SCALE, PLAN).read(cell)
    assert (value.fault, value.unknown) == (f"“{cell}” is not one of the answers", (cell,))


def test_what_a_value_means_can_be_said() -> None:
    plan = ImportPlan(values={"position": {"4": "agree", "n/a": NOT_AN_ANSWER, "test": ROW_LEFT_OUT}})
    assert read(POSITION, SCALE, "4", plan) == "agree"
    assert read(POSITION, SCALE, " N/A. ", plan) is None
    assert CellReader(POSITION, SCALE, plan).read("Test").leaves_out


@pytest.mark.parametrize(
    ("cell", "delimiter", "codes"),
    [
        ("Walk;Walk", ";", ["walk"]),
        ("Car; van or taxi", ";", ["car"]),
        ("Walk; Car; van or taxi;bus", ";", ["walk", "car", "bus"]),
        ("Car;van or taxi;Walk", ";", ["walk", "car"]),
        ("Walk, Bus, tram", ",", ["walk", "bus"]),
        ("Walk|bus", "|", ["walk", "bus"]),
        ("Walk\nBus, tram\n", "\n", ["walk", "bus"]),
        ("Walk", "", ["walk"]),
        (";;", ";", None),
        ("-7", ";", ["no_say"]),
        ("-9", ";", None),
    ],
)
def test_several_answers_stand_in_one_cell(cell: str, delimiter: str, codes: list[str] | None) -> None:
    assert read(TRAVEL, CHECKBOXES, cell, ImportPlan(delimiter=delimiter)) == codes


def test_only_what_matches_nothing_is_asked_about() -> None:
    value = CellReader(TRAVEL, CHECKBOXES, PLAN).read("Walk;Hovercraft;bus;Sledge")
    assert value.unknown == ("Hovercraft", "Sledge")
    plan = ImportPlan(values={"travel": {"hovercraft": NOT_AN_ANSWER, "on foot; with dog": "walk"}})
    assert read(TRAVEL, CHECKBOXES, "Hovercraft;bus", plan) == ["bus"]
    assert read(TRAVEL, CHECKBOXES, "On foot; with dog;bus", plan) == ["walk", "bus"]


def test_a_cell_of_delimiters_costs_no_more_than_its_length() -> None:
    assert read(TRAVEL, CHECKBOXES, ";" * 50_000 + "walk") == ["walk"]


@pytest.mark.parametrize(
    ("ticks", "codes"),
    [
        ({"walk": "1", "car": "0", "bus": ""}, ["walk"]),
        ({"Walk": "Yes", "Bus, tram": "x", "car": "No"}, ["walk", "bus"]),
        ({"walk": "Walk", "bus": "TRUE", "car": "false"}, ["walk", "bus"]),
        ({"walk": "0", "bus": "0"}, None),
        ({"walk": "-9", "bus": "-9"}, None),
        ({"walk": "-7", "no_say": "1"}, ["no_say"]),
    ],
)
def test_columns_of_0_and_1_are_answers(ticks: dict[str, str], codes: list[str] | None) -> None:
    value = CellReader(TRAVEL, CHECKBOXES, PLAN).read_boxes(ticks)
    assert (value.answer, value.fault) == (codes, "")


def test_a_box_that_is_neither_0_nor_1_is_told() -> None:
    value = CellReader(TRAVEL, CHECKBOXES, PLAN).read_boxes({"walk": "maybe"})
    assert value.fault == "“maybe” under “walk” is neither 0 nor 1"


def test_a_column_for_an_answer_that_is_none_can_be_given_a_meaning() -> None:
    reader = CellReader(TRAVEL, CHECKBOXES, PLAN)
    assert reader.read_boxes({"On foot": "1", "bus": "1"}).unknown == ("On foot",)
    plan = ImportPlan(values={"travel": {"on foot": "walk"}})
    assert CellReader(TRAVEL, CHECKBOXES, plan).read_boxes({"On foot": "1"}).answer == ["walk"]


TWICE = Question(
    key="twice", kind="radios", label="Which?", options=(Option(code="1", label="2"), Option(code="2", label="1"))
)


def test_codes_go_before_words_where_that_was_said() -> None:
    assert (is_ambiguous(TWICE), is_ambiguous(TRAVEL), is_ambiguous(POSITION)) == (True, False, False)
    assert read(TWICE, RADIOS, "1") == "2"
    assert read(TWICE, RADIOS, "1", ImportPlan(prefers_codes=("twice",))) == "1"


@pytest.mark.parametrize(("cell", "answer"), [("5", 5), ("2.5", 2.5), ("", None), ("-8", None), ("-9", None)])
def test_numbers_are_read(cell: str, answer: Any) -> None:
    assert read(HOURS, NUMBER, cell) == answer


def test_what_is_no_number_can_be_given_a_meaning() -> None:
    assert CellReader(HOURS, NUMBER, PLAN).read("two").unknown == ("two",)
    assert read(HOURS, NUMBER, "two", ImportPlan(values={"hours": {"two": NOT_AN_ANSWER}})) is None


def test_a_number_that_could_be_an_answer_is_no_missing_value() -> None:
    degrees = replace(HOURS, minimum=-8)
    assert read(degrees, NUMBER, "-8") == -8
    assert read(degrees, NUMBER, "-9") is None


@pytest.mark.parametrize(("kind", "key"), [(LONG_TEXT, "why"), (SHORT_TEXT, "why")])
def test_a_text_keeps_its_form(kind: Kind, key: str) -> None:
    assert read(WHY, kind, "'=1+1") == "'=1+1"
    assert read(WHY, kind, "'=1+1", ImportPlan(is_guarded=True)) == "=1+1"
    assert read(WHY, kind, "''=1+1", ImportPlan(is_guarded=True)) == "'=1+1"
    assert read(WHY, kind, "'tis", ImportPlan(is_guarded=True)) == "'tis"
    assert read(WHY, kind, "-9") == "-9"


def test_nothing_is_nothing() -> None:
    assert CellReader(POSITION, SCALE, PLAN).read("  ") is NOTHING


@pytest.mark.parametrize(
    ("places", "answer"),
    [
        ({"Walk": "2", "Bus, tram": "1", "Car; van or taxi": "-9"}, ["bus", "walk"]),
        ({"Walk": "", "Bus, tram": "0"}, None),
        ({"Walk": "1", "Bus, tram": "1"}, "“1, 1” are no places: write 1, 2, 3 and so on, each once"),
        ({"Walk": "1", "Bus, tram": "3"}, "“1, 3” are no places: write 1, 2, 3 and so on, each once"),
        ({"Walk": "first"}, "“first” are no places: write 1, 2, 3 and so on, each once"),
    ],
)
def test_columns_of_places_are_an_order(places: dict[str, str], answer: object) -> None:
    value = CellReader(replace(TRAVEL, kind="ranking"), RANKING, PLAN).read_boxes(places)
    assert (value.fault or value.answer) == answer
