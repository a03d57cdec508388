"""All entries of what can be added again and again, on the summary that officers read."""

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import Activity, State
from consult.exports.entries_together import Together, entries_together
from consult.exports.summary import summarise
from consult.kernel import clock
from consult.submissions.questionnaires import questionnaire_of
from tests.factories import make_activity, make_consultation, make_submission
from tests.plugins.survey.conftest import PublishSurvey, item, page, publish, survey
from tests.plugins.survey.test_entries import repeated
from tests.support.web import FormClient

__all__ = ["publish"]

JOURNEYS = survey(page("p1", item("first", "radios")), repeated("p2", item("how", "radios"), item("where"), most=3))
PEOPLE: list[dict[str, Any]] = [
    {"how": "a", "another": "yes", "how_2": "b", "another_2": "yes", "how_3": "a"},
    {"how": "a", "another": "no"},
    {"where": "Park", "another": "no"},
    {"first": "a", "how": "b", "another": "yes", "where_2": "Pier", "another_2": "no"},
]


@pytest.fixture
def asked(session: Session, publish: PublishSurvey) -> Activity:
    """An open survey to which four people told of eight journeys."""
    begun = clock.now() - timedelta(days=7)
    activity = make_activity(session, make_consultation(session, state=State.DRAFT, opens_at=begun), "survey")
    publish(activity, JOURNEYS)
    activity.consultation.state = State.OPEN
    for answers in PEOPLE:
        make_submission(session, activity, answers=answers)
    return activity


def test_each_question_counts_all_its_entries(session: Session, asked: Activity) -> None:
    found = [*entries_together(questionnaire_of(session, asked), summarise(session, asked).questions)]
    (how,) = found
    assert (how.title, how.answered, how.people) == ("Question how?", 5, 4)
    assert sum(number for _answer, number in how.rows) == 5
    assert [number for _answer, number in how.rows][:2] == [3, 2]
    by_hand = [answer for answers in PEOPLE for key, answer in answers.items() if key.startswith("how")]
    assert [by_hand.count("a"), by_hand.count("b")] == [3, 2]


def test_nothing_is_together_where_nothing_is_repeated() -> None:
    assert [*entries_together(None, [])] == []
    assert Together("How?", 1, 1, ()).rows == ()


def test_officers_read_them_on_the_summary(client: FormClient, officer: Person, asked: Activity) -> None:
    shown = client.get(f"/staff/consultations/{asked.consultation.slug}/summary").text
    assert "All entries together" in shown
    assert re.search(r"5 entries have an answer. 4 people were asked for the first", shown)
