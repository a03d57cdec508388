"""About-you totals: none while people can take part, none before results, and then as they were published."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.contract.plugin import Audience
from consult.exports.equality import ABOUT_YOU, COLUMNS, NOT_YET, about_you_published
from consult.exports.making import publish_results
from consult.exports.running import StillOpen
from consult.kernel.authz import SYSTEM
from consult.submissions.about_you import QUESTIONS
from tests.factories import QUESTIONS as ASKED
from tests.factories import make_activity, make_consultation, make_submission

NAMES = [column.name for column in COLUMNS]


def rows(session: Session, activity: Activity) -> list[tuple[object, ...]]:
    return list(ABOUT_YOU.rows(session, activity.id, NAMES, Audience.OFFICER))


def test_nothing_is_told_while_people_can_take_part(session: Session, portrayed: Activity) -> None:
    with pytest.raises(StillOpen):
        ABOUT_YOU.columns(session, portrayed.id)


def test_officers_see_the_totals_once_they_are_published_and_none_before(session: Session, portrayed: Activity) -> None:
    portrayed.consultation.state = State.CLOSED
    session.flush()
    assert [row[4] for row in rows(session, portrayed)] == [NOT_YET]
    publish_results(session, SYSTEM, portrayed)
    tables = about_you_published(session, portrayed.id)
    assert [table["key"] for table in tables] == [question.key for question in QUESTIONS]
    told = {answer: people for question, answer, people, *_ in rows(session, portrayed) if "religion" in str(question)}
    assert told["Sikh"] in {0, 5}
    assert sum(people for answer, people in told.items() if answer != "Total") == told["Total"]  # type: ignore[misc]


def test_an_activity_that_never_asked_who_people_are_has_no_tables_of_it(session: Session) -> None:
    consultation = make_consultation(session, state=State.CLOSED)
    activity = make_activity(session, consultation, questions={**ASKED, "asks_about_you": False})
    for _ in range(30):
        make_submission(session, activity)
    publish_results(session, SYSTEM, activity)
    assert about_you_published(session, activity.id) == []
