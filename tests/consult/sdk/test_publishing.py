"""A plugin's own page of results says the same as the core's summary and its export."""

import csv
import io

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.deployment import deployment_of
from consult.exports.export_files import chunks_of, find_wanted
from consult.exports.summary import Summary, comments
from consult.kernel.authz import Role
from consult.sdk.publishing import question_chart, summarise
from consult.submissions.models import Status
from plugins.survey import services as surveys
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import ALL_KINDS


@pytest.fixture
def survey(session: Session) -> Activity:
    """A closed survey with seven responses that count and one that does not."""
    made = make_activity(session, make_consultation(session), "survey")
    officer = make_actor(session, Role.OFFICER)
    surveys.change_draft(session, officer, made, lambda _draft: read_definition(ALL_KINDS))
    surveys.publish(session, officer, made, seen=find_draft(session, made.id).as_seen, public_note="First.")
    for choice, why in (*[("a", None)] * 4, *[("b", "Because.")] * 2, (None, None)):
        answers = {name: said for name, said in (("choice", choice), ("why", why)) if said}
        make_submission(session, made, answers=answers)
    make_submission(session, made, answers={"choice": "b", "why": "Excluded."}, status=Status.EXCLUDED)
    made.consultation.state = State.CLOSED
    session.flush()
    return made


@pytest.fixture
def summary(session: Session, survey: Activity) -> Summary:
    """Its summary, as a plugin reads it."""
    return summarise(session, survey)


def exported(session: Session, survey: Activity) -> list[dict[str, str]]:
    exports = deployment_of(session).registry.exports
    wanted = find_wanted(session, exports, survey.consultation, what="summary", file_format="csv")
    text = b"".join(chunks_of(session, wanted)).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_chart_of_a_question_has_the_numbers_of_the_export(
    session: Session, survey: Activity, summary: Summary
) -> None:
    choice = next(question for question in summary.questions if question.question.key == "choice")
    assert choice.table is not None
    chart = question_chart(choice)
    drawn = {bar.label: bar.text for bar in chart.bars}
    assert drawn["No answer"] == "1"
    told = {
        row["answer"]: row["people"]
        for row in exported(session, survey)
        if row["section"] == "Questions" and row["item"] == chart.title
    }
    assert drawn == told
    assert sum(map(int, drawn.values())) == summary.counted == 7


def test_the_comments_are_those_of_the_export(session: Session, survey: Activity) -> None:
    read = list(comments(session, survey.id, "why"))
    told = [(row["reference"], row["text"]) for row in exported(session, survey) if row["section"] == "Comments"]
    assert read == [pair for pair in told if pair[1] == "Because."]
    assert len(read) == 2
