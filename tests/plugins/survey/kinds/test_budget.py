"""A sum that is shared out: it adds up, each option has its column, and results say what each got on average."""

from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.options import Option
from consult.contract.questions import Question
from consult.desk.queries import Filters, listed
from consult.exports.result_charts import question_chart
from consult.exports.summary import summarise
from consult.imports.cell_values import CellReader
from consult.imports.plan import ImportPlan
from consult.kernel.errors import Invalid
from plugins.survey.document import read_definition
from plugins.survey.kinds.budget import BUDGET
from tests.factories import make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, options, page, survey

ASKED = Question(
    key="k",
    kind="budget",
    label="Where should it go?",
    options=tuple(Option(code=code, label=code.upper()) for code in "abc"),
)
SPENT = survey(page("p1", item("spent", "budget", total=1000, unit="pounds")))


def test_shares_are_kept_by_code_without_those_that_got_nothing() -> None:
    assert BUDGET.read(ASKED, {"c": 40, "a": 60, "b": 0}) == {"a": 60, "c": 40}
    assert BUDGET.read(ASKED, {}) is None
    assert BUDGET.show(ASKED, {"a": 60, "c": 40}) == "A: 60\nC: 40"
    assert BUDGET.from_text(ASKED, "C: 40; a: 60") == {"a": 60, "c": 40}
    assert BUDGET.from_text(ASKED, "") is None
    assert BUDGET.counts(ASKED, {"a": 60, "c": 40}) == ("a", "c")


@pytest.mark.parametrize(
    ("answer", "sentence"),
    [
        ({"a": 60, "b": 30}, "You have shared out 90 of 100 points. Share out 10 more"),
        ({"a": 60, "b": 50}, "You have shared out 110 of 100 points. Take 10 away"),
        ({}, "You have shared out 0 of 100 points. Share out 100 more"),
        ({"z": 100}, "“z” is not one of the answers"),
        ({"a": 99.5, "b": 0.5}, "Your answer must give whole numbers to the options"),
        ({"a": 101, "b": -1}, "Your answer must give whole numbers to the options"),
        ({"a": True}, "Your answer must give whole numbers to the options"),
        (["a"], "Your answer must give whole numbers to the options"),
    ],
)
def test_the_shares_must_be_the_sum_together(answer: Any, sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        BUDGET.check(ASKED, answer)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("cell", ["A", "A: some", "Z: 100"])
def test_a_cell_that_shares_nothing_out_is_refused(cell: str) -> None:
    with pytest.raises(Invalid):
        BUDGET.from_text(ASKED, cell)


def test_each_option_has_a_column_for_its_share() -> None:
    assert [column.name for column in BUDGET.columns(ASKED)] == ["k__a", "k__b", "k__c"]
    assert BUDGET.columns(ASKED)[0].label == "Where should it go?: given to “A”, of 100 points"
    assert BUDGET.cells(ASKED, {"a": 60, "c": 40}) == (60, 0, 40)
    assert BUDGET.cells(ASKED, None) == (None, None, None)


def test_columns_of_a_file_are_read_as_one_answer() -> None:
    reader = CellReader(ASKED, BUDGET, ImportPlan())
    assert reader.read_boxes({"A": "60", "b": "-8", "C": "40"}).answer == {"a": 60, "c": 40}
    assert reader.read_boxes({"A": "0", "b": "0"}).answer is None
    assert reader.read_boxes({"A": "many"}).fault == "“A” must be a whole number, like 15"
    assert reader.read_boxes({"Z": "5"}).fault == "“Z” is not one of the answers"
    assert reader.read("A: 100").answer == {"a": 100}


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        ({"total": 50, "unit": "per_cent"}, "Per cents add up to 100."),
        ({"total": 0}, "The sum to share out must be from 1 to 1,000,000,000."),
        ({"unit": "bananas"}, "Use “points”, “pounds” or “per_cent”."),
        ({"options": [*options("a", "b"), *options("none", exclusive=True)]}, "none can stand apart"),
    ],
)
def test_a_budget_that_cannot_be_shared_out_is_refused(more: dict[str, Any], sentence: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_definition(survey(page("p1", item("spent", "budget", **more))))
    assert sentence in str(refused.value)


def test_only_a_budget_has_a_sum() -> None:
    with pytest.raises(Invalid):
        read_definition(survey(page("p1", item("count", "number", total=50))))


def test_results_say_what_each_option_got_and_the_desk_finds_who_gave_it(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, SPENT)
    draft_survey.consultation.state = State.OPEN
    first, second = (
        make_submission(session, draft_survey, answers={"spent": shares}).reference
        for shares in ({"a": 600, "b": 400}, {"a": 1000})
    )
    (one,) = (one for one in summarise(session, draft_survey).questions if one.question.key == "spent")
    assert one.means == {"a": 800, "b": 200, "c": 0}
    assert one.table is not None
    assert dict(zip(one.table.rows.codes, one.table.counts, strict=True)) == {"a": 2, "b": 1, "c": 0, "-9": 0}
    notes = question_chart(one).notes
    assert "Mean of 1,000 shared out, by 2 people: Answer a 800.00; Answer b 200.00; Answer c 0.00." in notes

    def found(code: str) -> set[str]:
        asked = Filters(answers=(("spent", code),))
        return {one.reference for one in session.scalars(listed(session, draft_survey.id, asked))}

    assert (found("a"), found("b"), found("c")) == ({first, second}, {first}, set())


def test_shares_of_what_is_no_longer_offered_are_let_go() -> None:
    only_a = Option(code="a", label="A", is_asked=lambda answers: "x" in answers)
    asked = Question(key="k", kind="budget", label="?", options=(only_a, Option(code="b", label="B"))).offering({})
    assert asked.keeping({"a": 60, "b": 40}) == {"b": 40}
    assert asked.keeping({"a": 100}) is None
