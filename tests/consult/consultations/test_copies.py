"""A copy says and asks the same, has no dates, and brings nothing of what people said."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.copies import copy_consultation
from consult.consultations.models import Activity, Consultation, State
from consult.kernel.authz import Role
from consult.kernel.db import Database
from consult.kernel.errors import Invalid, SavedOtherwise
from consult.responses.questions import find_questionnaire
from consult.submissions.models import Submission
from plugins.survey.queries import find_draft
from plugins.survey.services import start_survey
from tests.factories import make_actor, make_consultation, make_submission


def test_texts_and_questions_are_copied_and_nothing_that_was_said(session: Session, activity: Activity) -> None:
    officer, source = make_actor(session, Role.OFFICER), activity.consultation
    source.background, source.ward, source.results_due_on = "Why we ask.", "Plashet", date(2026, 12, 24)
    make_submission(session, activity)
    survey = Activity(kind="survey", title="The survey", position=9, consultation=source)
    gone = Activity(kind="not_offered", title="From a plugin that is off", position=10, consultation=source)
    session.add_all([survey, gone])
    session.flush()
    start_survey(session, survey.id)
    made = copy_consultation(session, officer, source, "Ask again")
    assert (made.state, made.title, made.background, made.ward) == (State.DRAFT, "Ask again", "Why we ask.", "Plashet")
    assert (made.opens_at, made.closes_at, made.results_due_on) == (None, None, None)
    assert made.slug == "ask-again"
    session.expire_all()
    assert [(copied.kind, copied.title) for copied in made.activities] == [
        (activity.kind, activity.title),
        ("survey", "The survey"),
    ]
    asked = find_questionnaire(session, made.activities[0].id)
    assert [question.key for question in asked.questions] == [
        question.key for question in find_questionnaire(session, activity.id).questions
    ]
    assert find_draft(session, made.activities[1].id).sha256 == find_draft(session, survey.id).sha256
    assert session.scalar(select(func.count()).select_from(Submission)) == 1


def test_a_second_copy_has_an_address_of_its_own_and_a_title_is_needed(session: Session, activity: Activity) -> None:
    officer, source = make_actor(session, Role.OFFICER), activity.consultation
    first = copy_consultation(session, officer, source, source.title)
    second = copy_consultation(session, officer, first, source.title)
    assert len({source.slug, first.slug, second.slug}) == 3
    with pytest.raises(Invalid):
        copy_consultation(session, officer, source, " \u200b")


def test_a_form_sent_twice_makes_one_copy(live_database: Database) -> None:
    with live_database.unit_of_work() as session:
        officer = make_actor(session, Role.OFFICER)
        source_id = make_consultation(session, title="Parks").id

    def send(_time: int) -> int:
        with live_database.unit_of_work() as session:
            source = session.get_one(Consultation, source_id)
            return copy_consultation(session, officer, source, "Parks again", "key of this form").id

    with ThreadPoolExecutor(4) as together:
        made = set(together.map(send, range(4)))
    with live_database.unit_of_work() as session:
        assert session.scalar(select(func.count()).select_from(Consultation)) == 2
        (copied,) = made
        with pytest.raises(SavedOtherwise):
            copy_consultation(session, officer, session.get_one(Consultation, copied), "Roads", "key of this form")
