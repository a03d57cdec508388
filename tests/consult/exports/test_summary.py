"""The summary counts everybody once: its numbers are those of the responses themselves, whatever was done to them."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.models import Activity
from consult.desk.exclusions import EXCLUSION_REASONS, exclude, reinstate
from consult.disclosure.rules import ORDINARY, PLACES, SENSITIVE
from consult.disclosure.tables import Line, Table
from consult.exports.summary import (
    NO_ANSWER,
    Summary,
    about_you_tables,
    comments,
    rules_for,
    summarise,
)
from consult.journey.drafts import Content, start_draft
from consult.journey.services import submit
from consult.kernel.authz import Role
from consult.kernel.db import database_of
from consult.responses.questions import set_questions
from consult.submissions.intake import keep_about_you
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
    return {code: row[0] for code, row in zip(table.rows.codes, table.counts, strict=True) if row[0]}


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
    surveys.publish(session, officer, activity, seen=find_draft(session, activity.id).sha256, public_note="First.")
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


def test_what_people_are_is_counted_among_those_who_said_anything_about_themselves(
    session: Session, activity: Activity
) -> None:
    for about in ({"religion": "sikh"}, {"sex": "female"}, {}):
        content = Content(answers={"position": "support"}, about_you=about)
        submit(session, start_draft(session, activity.id, activity.settings_version, content=content))
    tables = {table.rows.key: as_counts(table) for table in about_you_tables(session, activity.id)}
    assert tables["religion"] == {"sikh": 1, NO_ANSWER: 1}
    assert sum(tables["sex"].values()) == 2


def test_somebody_whose_response_was_excluded_is_not_counted_among_the_people(
    session: Session, activity: Activity
) -> None:
    officer = make_actor(session, Role.OFFICER)
    genuine, copied = (make_submission(session, activity) for _ in range(2))
    for submission in (genuine, copied):
        keep_about_you(session, activity.id, submission.id, {"religion": "sikh"})
    exclude(session, officer, activity, copied, "not_genuine", "")
    (religion,) = [
        about_you_table
        for about_you_table in about_you_tables(session, activity.id)
        if about_you_table.rows.key == "religion"
    ]
    assert as_counts(religion) == {"sikh": 1}
    reinstate(session, officer, activity, copied)
    (religion,) = [
        about_you_table
        for about_you_table in about_you_tables(session, activity.id)
        if about_you_table.rows.key == "religion"
    ]
    assert as_counts(religion) == {"sikh": 2}


def test_an_activity_that_never_asked_who_people_are_has_no_tables_of_it(session: Session) -> None:
    activity = make_activity(session, make_consultation(session), questions={**QUESTIONS, "asks_about_you": False})
    assert about_you_tables(session, activity.id) == []


def test_where_people_live_and_what_they_are_go_under_the_stricter_rules(session: Session, activity: Activity) -> None:
    summary: Summary = summarise(session, activity)
    assert rules_for(summary.areas) is PLACES
    assert {rules_for(table) is SENSITIVE for table in about_you_tables(session, activity.id)} == {True}
    assert rules_for(summary.channels) is ORDINARY
    assert session.scalars(select(Submission)).all() == []
