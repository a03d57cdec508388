"""The editions of an activity: the newest stands, and all earlier ones say who was in them."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, State
from consult.disclosure.permission import Earlier
from consult.exports.edition_people import members_now
from consult.exports.editions import earlier_editions, newest_edition, newest_editions, people_in_editions
from consult.exports.making import publish_results
from consult.kernel.authz import SYSTEM
from tests.factories import make_activity, make_consultation, make_submission


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response with 20 answers."""
    made = make_activity(session, make_consultation(session, state=State.CLOSED))
    for _ in range(20):
        make_submission(session, made)
    return made


def test_there_is_none_before_results_are_published(session: Session, activity: Activity) -> None:
    assert newest_edition(session, activity.id) is None
    assert earlier_editions(session, activity.id) == []
    assert people_in_editions(session, [activity.id]) == {}


def test_the_newest_stands_and_each_keeps_who_was_in_it(session: Session, activity: Activity) -> None:
    first = members_now(session, activity.id)
    publish_results(session, SYSTEM, activity)
    for _ in range(10):
        make_submission(session, activity)
    second = publish_results(session, SYSTEM, activity)
    other = make_activity(session, activity.consultation, position=1)
    assert newest_edition(session, activity.id) is second
    assert newest_editions(session, [activity.id, other.id]) == {activity.id: second}
    assert people_in_editions(session, [activity.id, other.id]) == {activity.id: 30}
    assert earlier_editions(session, activity.id) == [Earlier(first), Earlier(members_now(session, activity.id))]
