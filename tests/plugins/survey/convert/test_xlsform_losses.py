"""Whatever an XLSForm says of a question, a note or a group is brought over, or has a line in the report."""

from collections.abc import Mapping, Sequence

import pytest

from plugins.survey.convert.outcome import Converted
from plugins.survey.convert.xlsform import convert_xlsform
from plugins.survey.convert.xlsform_losses import lost_of_question, lost_of_text
from plugins.survey.definition import words
from tests.plugins.survey.convert.conftest import asked, page_of, said, workbook

PICTURES = "Pictures, sounds and films of its answers are not kept."


def converted(*rows: Mapping[str, str], choices: Sequence[Sequence[str]] = ()) -> Converted:
    """Convert the questions in these rows, each with a name and words of its own unless it says others."""
    named = [
        {"type": "integer", "name": f"q{number}", "label": f"Q{number}?", **row} for number, row in enumerate(rows)
    ]
    headings = [*dict.fromkeys(heading for row in named for heading in row)]
    cells = [[row.get(heading, "") for heading in headings] for row in named]
    return convert_xlsform(workbook([headings, *cells], choices), ".xlsx")


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"guidance_hint": "For staff"}, "Its guidance (guidance_hint) is not kept."),
        ({"media::image": "a.png"}, "Its picture, sound or film is not kept."),
        ({"default": "3"}, "The answer that stands there at first is not kept."),
        (
            {"required": "yes", "required_message": "Count them"},
            "What people are told where they do not answer it is said in our words.",
        ),
        (
            {"constraint": ". < 9", "constraint_message": "Too many"},
            "What people are told where it is beyond its limits is said in our words.",
        ),
        (
            {"readonly": "${first} = 1"},
            "When it can be answered is not kept: everybody who sees it can answer.",
        ),
        ({"type": "date", "appearance": "year"}, "It asked for a year; here it asks for the day."),
        ({"type": "dateTime"}, "It asked for a day and a time; here it asks for the day."),
        (
            {"type": "range", "parameters": "start=0 end=10 step=5"},
            "“step: 5” is not kept: all numbers between its limits can be given.",
        ),
        (
            {"type": "select_one yn", "appearance": "search('streets')"},
            "Answers that it looks up elsewhere are not kept: those of the file are offered.",
        ),
    ],
)
def test_what_is_not_kept_is_told(row: Mapping[str, str], told: str) -> None:
    choices = [["list_name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]]
    made = converted({"name": "first"}, row, choices=choices)
    assert said(made) == [f"survey, row 3, q1: {told}"]


def test_nothing_is_told_of_a_plain_question() -> None:
    choices = [["list_name", "name", "label"], ["yn", "y", "Yes"], ["yn", "n", "No"]]
    plain = ({"readonly": "no", "constraint": ". < 9"}, {"type": "date", "appearance": "month-year"})
    ranges = (
        {"type": "range", "parameters": "start=0 end=10 step=1"},
        {"type": "select_one yn", "appearance": "quick"},
    )
    assert said(converted(*plain, *ranges, choices=choices)) == []


def test_pictures_of_answers_notes_and_groups_are_told() -> None:
    choices = [["list_name", "name", "label", "media::image"], ["yn", "y", "Yes", "y.png"], ["yn", "n", "No", ""]]
    made = converted(
        {"type": "begin group", "name": "g", "label": "Group", "media::image": "g.png"},
        {"type": "note", "name": "n", "media::image": "n.png"},
        {"type": "select_one yn", "name": "s"},
        {"type": "end group", "name": "", "label": ""},
        choices=choices,
    )
    shown = "Its picture, sound or film is not kept."
    assert said(made) == [f"survey, row 2, g: {shown}", f"survey, row 3, n: {shown}", f"survey, row 4, s: {PICTURES}"]


def test_a_note_keeps_its_hint_and_what_cannot_be_changed_tells_what_stood_there() -> None:
    made = converted(
        {"type": "note", "name": "n", "label": "Read this", "hint": "Both pages"},
        {"name": "a"},
        {"type": "text", "name": "fixed", "label": "Your number", "readonly": "TRUE", "default": "17"},
    )
    assert words(page_of(made, "a").text) == "Read this\n\nBoth pages"
    assert words(made.definition.pages[-1].text) == "Your number"
    assert said(made) == ["survey, row 4, fixed: The answer that stands there at first is not kept."]


@pytest.mark.parametrize(
    ("row", "limits"),
    [
        ({"type": "range", "parameters": "start=0 end=10", "constraint": ". <= 20"}, (0, 10, True)),
        ({"type": "range", "parameters": "start=0 end=10", "constraint": ". <= 5 and . >= 2"}, (2, 5, True)),
        ({"type": "range", "parameters": "start=-1 end=1 step=0.5"}, (-1, 1, False)),
        ({"type": "range"}, (1, 10, True)),
        ({"type": "integer", "constraint": ". >= 10 and . >= 5 and . < 30 and . < 40"}, (10, 29, True)),
        ({"type": "decimal", "constraint": ". >= 0"}, (0, None, False)),
    ],
)
def test_of_several_limits_the_tightest_holds(row: Mapping[str, str], limits: tuple[object, ...]) -> None:
    item = asked(converted(row))["q0"]
    assert (item.minimum, item.maximum, item.whole) == limits


def test_what_is_no_text_is_passed_over() -> None:
    assert [*lost_of_question({"type": "text", "control": None, "bind": None, "parameters": None}, ["x", {}])] == []
    assert [*lost_of_text({})] == []
    assert [*lost_of_question({"type": "text", "bind": {"entities:saveto": "name"}}, ())] == [
        "Its answer is not saved in a list of things (save_to)."
    ]
