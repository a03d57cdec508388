"""A row is read by the questions' own reader, with what stands beside its answers."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from consult.contract.questions import Questionnaire, QuestionPage
from consult.imports.plan import ABOUT_YOU, CHANNEL, ROW_LEFT_OUT, ImportPlan
from consult.imports.rows import Asked, Refused, RowRead, RowReader
from consult.kernel.errors import Invalid
from consult.submissions.models import Channel
from consult.tables.files import read_table
from plugins.survey.kinds import ALL_KINDS
from tests.consult.imports.test_cell_values import HOURS, TRAVEL

FIRST = Questionnaire(activity_id=1, version=1, title="", pages=(QuestionPage(id="a", title="", questions=(HOURS,)),))
SECOND = Questionnaire(
    activity_id=1,
    version=2,
    title="",
    pages=(
        QuestionPage(id="a", title="", questions=(TRAVEL,)),
        QuestionPage(id="b", title="", questions=(HOURS,), is_asked=lambda answers: "bus" in answers.get("travel", ())),
    ),
)


def read_area(cell: str) -> str:
    """Read places as a council with one ward would."""
    if cell in {"", "Abbey"}:
        return cell
    raise Invalid(f"“{cell}” is not one of our wards")


def read(text: str, plan: ImportPlan, **more: Any) -> list[Any]:
    """Read the rows of a file, the newest version of the questions being the second."""
    asked = Asked(
        versions={1: FIRST, 2: SECOND},
        current=2,
        kinds=ALL_KINDS,
        channel=Channel.IMPORT,
        today=date(2027, 3, 2),
        read_area=read_area,
        **more,
    )
    table = read_table(text.encode())
    reader = RowReader(table, plan, asked)
    return [reader.read(row) for row in table.rows if reader.is_wanted(row)]


def test_what_stands_beside_the_answers_is_read_by_row() -> None:
    text = "travel,how,when,ward,sex,made\nwalk,By letter,1/3/2027,Abbey,Female,1\nbus,,,,,\n"
    plan = ImportPlan(
        answers={"travel": "travel"},
        about_you={"sex": "sex"},
        channel="how",
        received="when",
        received_on="2027-01-02",
        area="ward",
        synthetic="made",
        values={CHANNEL: {"by letter": "paper"}},
    )
    first, second = read(text, plan)
    assert (first.channel, first.received_on, first.area) == (Channel.PAPER, date(2027, 3, 1), "Abbey")
    assert (first.about_you, first.is_synthetic) == ({"sex": "female"}, True)
    assert (second.channel, second.received_on, second.area) == (Channel.IMPORT, date(2027, 1, 2), "")
    assert (second.about_you, second.is_synthetic) == ({}, False)


def test_a_time_of_day_behind_the_day_is_the_row_s_own() -> None:
    plan = ImportPlan(answers={"travel": "travel"}, received="when")
    first, second, third = read("travel,when\nwalk,1/7/2016 14:30\nwalk,2016-07-01\nwalk,1/7/2016 25:30\n", plan)
    assert (first.received_on, first.received_at) == (date(2016, 7, 1), datetime(2016, 7, 1, 13, 30, tzinfo=UTC))
    assert (second.received_on, second.received_at) == (date(2016, 7, 1), None)
    assert "no time of day that can be" in third.sentence
    exported = ImportPlan(answers={"travel": "travel"}, received="received_on", hour="received_hour")
    (one,) = read("travel,received_on,received_hour\nwalk,,2016-07-01T14:00Z\n", exported)
    assert (one.received_on, one.received_at) == (None, datetime(2016, 7, 1, 14, tzinfo=UTC))


def test_every_fault_of_a_row_is_told() -> None:
    text = "travel,hours,how,when,ward,sex\nSledge,99,Pigeon,3/3/2027,Lane 1,?\n"
    plan = ImportPlan(
        answers={"travel": "travel", "hours": "hours"},
        about_you={"sex": "sex"},
        channel="how",
        received="when",
        area="ward",
    )
    (refused,) = read(text, plan)
    assert isinstance(refused, Refused)
    for words in ("“Sledge”", "“Pigeon”", "“?”", "“Lane 1” is not one of our wards.", "is a day to come"):
        assert words in refused.sentence
    assert list(refused.cells) == ["Sledge", "99", "Pigeon", "3/3/2027", "Lane 1", "?"]


def test_answers_off_the_path_are_marked_and_not_counted() -> None:
    plan = ImportPlan(answers={"travel": "travel", "hours": "hours"})
    walker, rider = read("travel,hours\nwalk,5\nbus,5\n", plan)
    assert (walker.answers, walker.marks["hours"]["said"]) == ({"travel": ["walk"]}, 5)
    assert (rider.answers, rider.marks) == ({"travel": ["bus"], "hours": 5}, {})


def test_a_row_is_read_against_its_own_version() -> None:
    plan = ImportPlan(answers={"travel": "travel", "hours": "hours"}, version="v")
    rows = read("travel,hours,v\n,7,1\nbus,7,\nwalk,,1\nbus,,9\nbus,,x\n", plan)
    assert isinstance(rows[0], RowRead)
    assert (rows[0].answers, rows[0].version, rows[1].version) == ({"hours": 7}, 1, 2)
    assert "Version 1 of the questions does not ask “How do you travel?”." in rows[2].sentence
    assert rows[3].sentence.startswith("There is no version “9” of the questions.")
    assert rows[4].sentence.startswith("There is no version “x” of the questions.")


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ({"travel": {"test": ROW_LEFT_OUT}}, "travel,sex\nTest,\n"),
        ({ABOUT_YOU + "sex": {"test": ROW_LEFT_OUT}}, "travel,sex\nwalk,test\n"),
    ],
)
def test_a_value_can_leave_its_row_out(values: dict[str, dict[str, str]], text: str) -> None:
    assert read(text, ImportPlan(answers={"travel": "travel"}, about_you={"sex": "sex"}, values=values)) == [None]


def test_missing_values_alone_are_no_response() -> None:
    (left,) = read("travel,hours\n-9,-8\n", ImportPlan(answers={"travel": "travel", "hours": "hours"}))
    assert left.sentence == "It answers no question."
