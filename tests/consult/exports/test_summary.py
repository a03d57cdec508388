"""The summary counts everybody once: its numbers are those of the responses themselves, whatever was done to them."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.desk.exclusions import EXCLUSION_REASONS, exclude, reinstate
from consult.disclosure.tables import Line, Table
from consult.exports.summary import (
    NO_ANSWER,
    comments,
    summarise,
)
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.responses.questions import set_questions
from consult.submissions.models import Channel, Status, Submission
from consult.submissions.revision import set_status
from plugins.survey import services as surveys
from plugins.survey.document import read_definition
from plugins.survey.queries import find_draft
from tests.factories import QUESTIONS, make_activity, make_actor, make_consultation, make_submission
from tests.plugins.survey.conftest import ALL_KINDS
from tests.support.deployments import change_deployment
from tests.support.redaction import redact

NOT_ASKED = "-8"
POSITIONS = ("strongly_support", "support", "neither", "oppose", "strongly_oppose", "dont_know", None)


@pytest.fixture
def activity(session: Session) -> Activity:
    """An open written response."""
    return make_activity(session, make_consultation(session))


def as_counts(table: Table) -> dict[str, int]:
    """Return code → number, without the codes that nobody chose."""
    return {code: number for code, number in zip(table.rows.codes, table.counts, strict=True) if number}


def busy(session: Session, activity: Activity, seed: int) -> Iterator[Submission]:
    """Make responses of every sort, and let officers and authors do to them what they may."""
    chance, officer = random.Random(seed), make_actor(session, Role.OFFICER)
    for number in range(40):
        position = chance.choice(POSITIONS)
        answers = {"position": position} if position else {}
        if chance.random() < 0.6:
            answers["reasons"] = f"Reason {number}"
        made = make_submission(
            session,
            activity,
            answers=answers,
            channel=chance.choice([*Channel]),
            area=chance.choice(["Abbey", "Beckton", ""]),
        )
        fate = chance.random()
        if fate < 0.3:
            exclude(session, officer, activity, made, chance.choice([*EXCLUSION_REASONS]), "")
        if fate < 0.1:
            reinstate(session, officer, activity, made)
        if fate > 0.9:
            set_status(session, activity, made, Status.WITHDRAWN)
        yield made


@pytest.mark.parametrize("seed", range(4))
def test_every_number_of_the_summary_is_that_of_the_responses(session: Session, activity: Activity, seed: int) -> None:
    everything = list(busy(session, activity, seed))
    counted = [submission for submission in everything if submission.status == Status.SUBMITTED]
    summary = summarise(session, activity)
    assert summary.received == len(everything)
    assert summary.counted == len(counted)
    assert summary.statuses == {
        status: sum(submission.status == status for submission in everything) for status in Status
    }
    assert as_counts(summary.channels) == Counter(submission.channel for submission in counted)
    assert as_counts(summary.areas) == Counter(submission.area or NO_ANSWER for submission in counted)
    position, reasons = summary.questions
    assert position.table is not None
    said = Counter(submission.answers.get("position", NO_ANSWER) for submission in counted)
    assert as_counts(position.table) == said
    assert reasons.answered == len(list(comments(session, activity.id, "reasons")))
    left_out = Counter(
        EXCLUSION_REASONS[submission.exclusion_code] for submission in everything if submission.exclusion_code
    )
    assert summary.exclusions == left_out


def test_an_activity_without_responses_has_a_summary(session: Session, activity: Activity) -> None:
    summary = summarise(session, activity)
    assert (summary.counted, summary.received, dict(summary.exclusions)) == (0, 0, {})
    assert [as_counts(table) for table in (summary.channels, summary.areas)] == [{}, {}]


def test_what_was_answered_before_the_questions_changed_is_still_counted(session: Session, activity: Activity) -> None:
    make_submission(session, activity, answers={"position": "support", "reasons": "Before."})
    newer = {**QUESTIONS, "questions": [{"key": "speed", "kind": "scale", "label": "How fast?", "scale": "agreement"}]}
    set_questions(session, make_actor(session, Role.OFFICER), activity, newer)
    make_submission(session, activity, answers={"speed": "agree"})
    tables = {
        question.question.key: question.table for question in summarise(session, activity).questions if question.table
    }
    assert as_counts(tables["speed"]) == {"agree": 1, NOT_ASKED: 1}
    assert as_counts(tables["position"]) == {"support": 1, NOT_ASKED: 1}


def test_people_who_tick_several_boxes_are_counted_once_as_people(session: Session) -> None:
    activity = make_activity(session, make_consultation(session), "survey")
    officer = make_actor(session, Role.OFFICER)
    surveys.change_draft(session, officer, activity, lambda _draft: read_definition(ALL_KINDS))
    surveys.publish(session, officer, activity, seen=find_draft(session, activity.id).as_seen, public_note="First.")
    for boxes in (["x", "y"], ["x"], None):
        make_submission(session, activity, answers={"choice": "a", **({"boxes": boxes} if boxes else {})})
    summary = summarise(session, activity)
    table = next(question.table for question in summary.questions if question.question.key == "boxes")
    assert table is not None
    assert as_counts(table) == {"x": 2, "y": 1, NO_ANSWER: 1}
    assert table.people == summary.counted == 3


def test_places_are_those_of_the_councils_own_list_and_what_else_was_given_is_elsewhere(
    session: Session, activity: Activity, settings: Settings
) -> None:
    councils = ("Stratford", "Abbey")
    change_deployment(
        database_of(session), settings=replace(settings, council=replace(settings.council, areas=councils))
    )
    for area in ("", "Not given", "E13 9AB", "12 High Street Plaistow", "e13", "stratford", "Stratford"):
        make_submission(session, activity, area=area)
    areas = summarise(session, activity).areas
    assert areas.rows.codes == (*councils, "elsewhere", NO_ANSWER)
    assert areas.rows.kinds == (Line.ANSWER, Line.ANSWER, Line.ANSWER, Line.NO_ANSWER)
    assert as_counts(areas) == {"Stratford": 2, "elsewhere": 4, NO_ANSWER: 1}


def test_a_redacted_passage_is_not_in_the_comments(session: Session, activity: Activity) -> None:
    made = make_submission(session, activity, answers={"reasons": "Ask Mrs Canary about it."})
    officer = make_actor(session, Role.OFFICER)
    redact(session, officer, activity, made, question="reasons", passage="Mrs Canary", code="personal")
    ((reference, text),) = comments(session, activity.id, "reasons")
    assert reference == made.reference
    assert "Canary" not in text
    assert text.startswith("Ask ")
