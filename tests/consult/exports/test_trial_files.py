"""Test answers as a file: the columns of responses, and nothing that fits no column."""

import csv
import io
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.exports.responses import columns
from consult.exports.trial_files import record_trials_taken, trials_as_csv
from consult.imports.plan import ImportPlan
from consult.imports.services import import_responses
from consult.journey.drafts import PageAnswers
from consult.journey.trials import begin_trial, save_trial_page, send_trial
from consult.kernel.authz import Role
from plugins.survey.document import read_definition
from plugins.survey.services import change_draft
from tests.consult.journey.test_trials import send_one
from tests.factories import make_actor
from tests.plugins.survey.conftest import PublishSurvey, draft_survey, item, options, page, publish, survey

__all__ = ["draft_survey", "publish"]

ASKED = survey(
    page("p1", item("choice", "radios", options=options("a", "b"), order="random")),
    page("p2", item("why", "radios"), show_if={"q": "choice", "op": "eq", "value": "b"}),
)


def table(session: Session, activity: Activity) -> list[dict[str, str]]:
    """Return the file as rows."""
    return [*csv.DictReader(io.StringIO(trials_as_csv(session, activity).decode("utf-8-sig")))]


def set_draft(session: Session, activity: Activity, definition: dict[str, Any]) -> None:
    """Make this the draft of a survey."""
    change_draft(session, make_actor(session, Role.OFFICER), activity, lambda _draft: read_definition(definition))


def send_answers(session: Session, activity: Activity, answers: dict[str, Any]) -> None:
    """Send a test with these answers."""
    trial_id = begin_trial(session, activity, None)
    save_trial_page(session, trial_id, PageAnswers(page="p1", answers=answers))
    send_trial(session, activity, trial_id)


def test_the_columns_are_those_of_responses_and_each_row_is_marked(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    (row,) = table(session, activity)
    assert [*row] == [column.name for column in columns(session, activity.id)]
    assert (row["reference"], row["is_synthetic"], row["area"]) == ("TEST-1", "1", "E16")
    assert (row["position"], row["reasons"]) == ("support", "A secret of a tester")


def test_a_draft_that_nobody_published_has_a_file(session: Session, draft_survey: Activity) -> None:
    set_draft(session, draft_survey, ASKED)
    send_answers(session, draft_survey, {"choice": "a", "why": "c"})
    (row,) = table(session, draft_survey)
    assert (row["choice"], row["why"]) == ("a", "-8")
    assert sorted(row["choice___order"].split()) == ["a", "b"], "in the order in which the tester saw them"


def test_what_was_sent_on_other_questions_is_left_out(
    session: Session, draft_survey: Activity, publish: PublishSurvey
) -> None:
    publish(draft_survey, ASKED)
    send_answers(session, draft_survey, {"choice": "a"})
    assert len(table(session, draft_survey)) == 1
    set_draft(session, draft_survey, survey(page("p1", item("choice", "checkboxes"))))
    assert table(session, draft_survey) == []
    send_answers(session, draft_survey, {"choice": ["a", "b"]})
    (row,) = table(session, draft_survey)
    assert "choice" not in row, "a box for each answer has a column of its own"


def test_taking_it_is_in_the_audit_log(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    record_trials_taken(session, make_actor(session, Role.OFFICER), activity)
    taken = session.scalars(select(AuditEntry).where(AuditEntry.name == "submissions.test_answers_taken")).one()
    assert taken.facts["count"] == 1


def test_no_row_of_it_can_be_taken_in_as_a_response(session: Session, activity: Activity) -> None:
    send_one(session, activity)
    officer = make_actor(session, Role.OFFICER)
    content, table_plan = trials_as_csv(session, activity), {"position": "position", "reasons": "reasons"}
    for is_export in (True, False):
        report = import_responses(
            session, officer, activity, content, ImportPlan(answers=table_plan, is_export=is_export)
        )
        assert [refused.sentence for refused in report.refused] == ["This was sent as a test, so it is no response."]
        assert not report.is_done
