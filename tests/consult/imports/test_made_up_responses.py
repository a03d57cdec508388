"""Made-up responses: as many as asked for, always marked, the same for the same number."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.imports.made_up_responses import seed_responses
from consult.kernel.db import Database
from consult.kernel.errors import NotFound
from consult.submissions.models import AboutYou, Submission
from consult.submissions.questionnaires import all_versions, known_kinds, questionnaire_of
from consult.submissions.tallies import counts_of, recount
from tests.factories import QUESTIONS, make_activity, make_consultation


@pytest.fixture
def activity(database: Database) -> Activity:
    """An open written response, committed: seeding opens its own transactions."""
    with database.unit_of_work() as opened:
        return make_activity(opened, make_consultation(opened))


def made(session: Session, activity: Activity) -> list[Submission]:
    """Return what was made, in order."""
    query = select(Submission).where(Submission.activity_id == activity.id).order_by(Submission.id)
    return list(session.scalars(query))


def test_as_many_are_made_as_were_asked_for(
    database: Database, session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("consult.imports.made_up_responses.BATCH", 10)
    told: list[int] = []
    assert seed_responses(database, activity.id, 25, progress=told.append) == 25
    assert told == [10, 10, 5]
    assert len(made(session, activity)) == 25


def test_each_is_marked_as_synthetic(database: Database, session: Session, activity: Activity) -> None:
    seed_responses(database, activity.id, 30)
    assert all(submission.is_synthetic for submission in made(session, activity))


def test_counts_agree_with_the_rows(database: Database, session: Session, activity: Activity) -> None:
    seed_responses(database, activity.id, 60, areas=("Abbey", "Beckton"))
    afresh = recount(session, activity.id, all_versions(session, activity), known_kinds(session))
    assert counts_of(session, activity.id) == afresh
    assert set(afresh["area"]) == {"Abbey", "Beckton", ""}


def test_every_answer_is_one_that_the_questions_allow(database: Database, session: Session, activity: Activity) -> None:
    seed_responses(database, activity.id, 60)
    asked = questionnaire_of(session, activity)
    assert asked is not None
    codes = {option.code for option in asked.by_key["position"].options}
    for submission in made(session, activity):
        assert set(submission.answers) <= set(asked.by_key)
        assert submission.answers.get("position") in codes | {None}
    assert sum("position" in submission.answers for submission in made(session, activity)) > 40


def test_the_same_number_makes_the_same_responses(database: Database, session: Session, activity: Activity) -> None:
    with database.unit_of_work() as opened:
        other = make_activity(opened, make_consultation(opened))
    for one in (activity, other):
        seed_responses(database, one.id, 20, seed=7)

    def said(one: Activity) -> list[Any]:
        return [(row.channel, row.answers) for row in made(session, one)]

    assert said(activity) == said(other)
    seed_responses(database, other.id, 20, seed=8)
    assert said(other)[20:] != said(other)[:20]


def test_an_activity_without_questions_cannot_be_filled(database: Database) -> None:
    with database.unit_of_work() as opened:
        activity = make_activity(opened, make_consultation(opened), kind="impact")
    with pytest.raises(NotFound, match="asks no questions"):
        seed_responses(database, activity.id, 1)


def test_only_what_is_asked_is_made_up(database: Database, session: Session) -> None:
    questions = {**QUESTIONS, "asks_area": False, "asks_about_you": False}
    with database.unit_of_work() as opened:
        activity = make_activity(opened, make_consultation(opened), questions=questions)
    seed_responses(database, activity.id, 30, areas=("Abbey", "Beckton"))
    assert {submission.area for submission in made(session, activity)} == {""}
    assert session.scalars(select(AboutYou)).all() == []
