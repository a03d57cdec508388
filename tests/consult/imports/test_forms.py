"""How a file is to be read: refused where it contradicts itself, and the same when seen again."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from consult.contract.options import Option
from consult.contract.questions import Question
from consult.imports.choices import earlier_choices
from consult.imports.files import head_from
from consult.imports.forms import ColumnsForm, FileAsked, columns_form
from consult.imports.plan import ImportPlan
from consult.submissions.questionnaires import known_kinds, questionnaire_of
from consult.tables.files import read_table
from consult.tables.values import Layout
from plugins.survey.kinds.boxes import CHECKBOXES
from plugins.survey.kinds.choices import RADIOS
from tests.factories import make_activity, make_consultation
from tests.support.forms import faults, filled

FILE = b"id,Ward,position,Tell us why.,votes,when\n1,Abbey,Agree,x,3,2026-01-02\n"
LAYOUT = {"layout_encoding": "utf-8", "layout_separator": "comma", "layout_heading": "1"}
ANY = {"channel": "web", **LAYOUT}
ONE = {"answer_reasons": "3", "channel": "import", **LAYOUT}
WALK, BUS = Option(code="walk", label="Walk"), Option(code="bus", label="Bus")
TRAVEL = Question(key="travel", kind="checkboxes", label="How do you travel?", options=(WALK, BUS))
TWICE = Question(
    key="twice", kind="radios", label="Which?", options=(Option(code="1", label="2"), Option(code="2", label="1"))
)


@pytest.fixture
def asked(session: Session) -> FileAsked:
    """What a written response asks of a file: a position, and reasons."""
    found = questionnaire_of(session, make_activity(session, make_consultation(session)))
    assert found is not None
    return asked_of(FILE, *found.questions, kinds=known_kinds(session), file_name="answers.csv", asks_about_you=True)


def asked_of(content: bytes, *questions: Question, **more: Any) -> FileAsked:
    """Return what is asked about a file for these questions."""
    kinds = {kind.name: kind for kind in (CHECKBOXES, RADIOS)}
    return FileAsked(**{"questions": questions, "kinds": kinds, "head": head_from(read_table(content)), **more})


def typed(app: Flask, asked: FileAsked, **fields: Any) -> ColumnsForm:
    return filled(app, columns_form(asked), {**ONE, **fields})


def test_a_column_that_is_not_there_is_not_offered(application: Flask, asked: FileAsked) -> None:
    assert "answer_reasons" in faults(typed(application, asked, answer_reasons="99"))


def test_what_was_chosen_is_how_the_file_is_read(application: Flask, asked: FileAsked) -> None:
    form = typed(
        application,
        asked,
        answer_position="2",
        key_column="0",
        area_column="1",
        channel_column="4",
        received_column="5",
        cells="export",
        about_sex="4",
        **{"received_on-day": "3", "received_on-month": "2", "received_on-year": "2026"},
    )
    assert faults(form) == {}
    assert form.as_plan() == ImportPlan(
        answers={"position": "position", "reasons": "Tell us why."},
        about_you={"sex": "votes"},
        key="id",
        source="answers",
        area="Ward",
        channel="votes",
        received="when",
        received_on="2026-02-03",
        is_export=True,
        layout=Layout(encoding="utf-8", separator=",", heading=1, heading_rows=1),
    )


def test_a_source_that_is_named_is_kept_and_needs_no_key(application: Flask, asked: FileAsked) -> None:
    assert typed(application, asked, key_column="0", source="Library B").as_plan().source == "Library B"
    assert typed(application, asked).as_plan().source == ""


def test_meanings_and_decisions_stay_when_columns_change(application: Flask, asked: FileAsked) -> None:
    earlier = ImportPlan(values={"position": {"perhaps": "neither"}})
    assert typed(application, asked).as_plan(earlier).values == earlier.values


def test_one_column_answers_one_question(application: Flask, asked: FileAsked) -> None:
    found = faults(typed(application, asked, answer_position="3"))
    assert found == {"answer_reasons": ["This column is already chosen for “Do you support the proposal?”"]}


def test_a_file_that_answers_nothing_is_not_read(application: Flask, asked: FileAsked) -> None:
    found = faults(typed(application, asked, answer_reasons=""))
    assert found == {"": ["Select a column for at least one question"]}


def test_columns_of_0_and_1_answer_a_question_together(application: Flask) -> None:
    asked = asked_of(b"id,travel__walk,travel__bus\n1,1,0\n", TRAVEL)
    form = filled(
        application, columns_form(asked), {**LAYOUT, "channel": "web", "answer_travel": "boxes:0", "delimiter": "bar"}
    )
    assert faults(form) == {}
    plan = form.as_plan()
    assert (plan.boxes, plan.delimiter) == ({"travel": {"walk": "travel__walk", "bus": "travel__bus"}}, "|")
    again = {name: str(value) for name, value in earlier_choices(plan, "web", asked).items() if value}
    assert again["answer_travel"] == "boxes:0"


def test_words_or_codes_is_asked_only_where_both_could_be_meant(application: Flask, asked: FileAsked) -> None:
    assert "words_position" not in typed(application, asked)
    twice = asked_of(b"which\n1\n", TWICE)
    chosen = {**ANY, "answer_twice": "0"}
    assert faults(filled(application, columns_form(twice), chosen)) == {
        "words_twice": ["Select whether the cells hold words or codes"]
    }
    plan = filled(application, columns_form(twice), {**chosen, "words_twice": "codes"}).as_plan()
    assert plan.prefers_codes == ("twice",)


@pytest.mark.parametrize(
    ("chosen", "layout"),
    [
        ({}, None),
        ({"layout_separator": "tab"}, Layout(encoding="utf-8", separator="\t", heading=1, heading_rows=1)),
        ({"layout_heading": "1-2"}, Layout(encoding="utf-8", separator=",", heading=1, heading_rows=2)),
        (
            {"layout_encoding": "windows-1252", "layout_heading": "0"},
            Layout(encoding="windows-1252", separator=",", heading=0, heading_rows=0),
        ),
    ],
)
def test_another_way_of_reading_the_file_is_seen(
    application: Flask, asked: FileAsked, chosen: dict[str, str], layout: Layout | None
) -> None:
    form = typed(application, asked, **chosen)
    assert form.layout_changes() == (layout is not None)
    assert layout is None or form.as_layout() == layout


@pytest.mark.parametrize(
    ("only", "wrong"),
    [
        ({"only_values": "statement"}, {"only_column"}),
        ({"only_minimum": "15"}, {"only_column"}),
        ({"only_column": "4"}, {"only_values"}),
        ({"only_column": "4", "only_minimum": "15"}, {"only_maximum"}),
        ({"only_column": "4", "only_maximum": "38"}, {"only_minimum"}),
        ({"only_column": "4", "only_values": "a", "only_minimum": "1", "only_maximum": "2"}, {"only_values"}),
        ({"only_column": "4", "only_values": "a|b"}, {"only_values"}),
        ({"only_column": "4", "only_values": "1..2"}, {"only_values"}),
        ({"only_column": "4", "only_minimum": "many", "only_maximum": "38"}, {"only_minimum"}),
    ],
)
def test_which_rows_to_take_is_said_whole_and_in_one_way(
    application: Flask, asked: FileAsked, only: dict[str, str], wrong: set[str]
) -> None:
    assert set(faults(typed(application, asked, **only))) == wrong


@pytest.mark.parametrize(
    ("only", "wanted"),
    [
        ({"only_values": " statement \n\n question "}, "statement|question"),
        ({"only_minimum": "15", "only_maximum": "38"}, "15..38"),
        ({"only_minimum": "0.5", "only_maximum": "2"}, "0.5..2"),
    ],
)
def test_what_an_officer_chose_stands_there_again_when_the_file_was_checked(
    application: Flask, asked: FileAsked, only: dict[str, str], wanted: str
) -> None:
    plan = typed(application, asked, only_column="4", key_column="0", **only).as_plan()
    assert plan.only == {"votes": wanted}
    again = earlier_choices(plan, "paper", asked)
    assert again["channel"] == "paper"
    shown = {name: str(value) for name, value in again.items() if value}
    assert filled(application, columns_form(asked), shown).as_plan() == plan


def test_a_day_for_all_rows_stands_there_again(application: Flask, asked: FileAsked) -> None:
    day = {"received_on-day": "3", "received_on-month": "2", "received_on-year": "2026"}
    plan = typed(application, asked, **day).as_plan()
    assert earlier_choices(plan, "paper", asked)["received_on"] == date(2026, 2, 3)


def test_a_column_that_is_no_longer_in_the_file_is_chosen_no_longer(asked: FileAsked) -> None:
    plan = ImportPlan(answers={"reasons": "Gone"}, key="id")
    again = earlier_choices(plan, "import", asked)
    assert (again["answer_reasons"], again["key_column"], again["area_column"]) == (None, "0", None)
