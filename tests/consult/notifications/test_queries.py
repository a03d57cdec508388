"""News goes once to each address that wants it; a stop holds for the whole consultation and for nobody else."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity, Consultation
from consult.kernel import clock
from consult.kernel.errors import NotFound
from consult.mail.sealed_addresses import stop_token
from consult.notifications.queries import consultation_of, find_participation, same_person, wanting_news
from consult.notifications.services import stop_news
from consult.submissions.models import Participation
from tests.factories import make_activity, make_consultation
from tests.support.news import want_news


@pytest.fixture
def consultation(session: Session) -> Consultation:
    """A consultation."""
    return make_consultation(session)


@pytest.fixture
def activities(session: Session, consultation: Consultation) -> list[Activity]:
    """Its two ways of taking part."""
    return [make_activity(session, consultation, position=place) for place in range(2)]


def asks(session: Session, activity: Activity, email: str) -> Participation:
    want_news(session, activity.id, email)
    return session.scalars(
        select(Participation).where(Participation.activity_id == activity.id).order_by(Participation.stop_hash)
    ).all()[-1]


def wanting(session: Session, activities: list[Activity]) -> list[Participation]:
    return list(session.scalars(wanting_news([activity.id for activity in activities], "")))


def test_an_address_that_took_part_twice_is_written_to_once(session: Session, activities: list[Activity]) -> None:
    for activity in activities:
        want_news(session, activity.id, "amara@people.example")
    want_news(session, activities[1].id, "ben@people.example")
    found = wanting(session, activities)
    assert len(found) == len({participation.subject_hash for participation in found}) == 2


def test_batches_one_after_the_other_reach_everybody_once(session: Session, activities: list[Activity]) -> None:
    for number in range(11):
        want_news(session, activities[number % 2].id, f"person{number}@people.example")
        want_news(session, activities[0].id, f"person{number}@people.example")
    numbers, after, reached = [activity.id for activity in activities], "", []
    while batch := session.scalars(wanting_news(numbers, after).limit(3)).all():
        reached += [participation.subject_hash for participation in batch]
        after = batch[-1].subject_hash
    assert len(reached) == len(set(reached)) == 11


def test_who_stopped_in_one_activity_but_asked_in_another_still_wants_news(
    session: Session, activities: list[Activity]
) -> None:
    for activity in activities:
        want_news(session, activity.id, "amara@people.example")
    first = session.scalars(select(Participation).where(Participation.activity_id == activities[0].id)).one()
    first.stopped_at = clock.now()
    session.flush()
    (found,) = wanting(session, activities)
    assert found.activity_id == activities[1].id


def test_a_stop_link_is_found_by_its_secret_alone(session: Session, activities: list[Activity]) -> None:
    made = asks(session, activities[0], "amara@people.example")
    assert find_participation(session, stop_token(session, made)) is made
    for wrong in ("", made.stop_hash, made.id, made.subject_hash, stop_token(session, made)[:-1]):
        with pytest.raises(NotFound, match="not one of ours"):
            find_participation(session, wrong)


def test_stopping_holds_for_the_whole_consultation_and_leaves_others_their_news(
    session: Session, activities: list[Activity], consultation: Consultation
) -> None:
    elsewhere = make_activity(session, make_consultation(session))
    mine = asks(session, activities[0], "amara@people.example")
    for activity, email in ((activities[1], "AMARA@people.example"), (elsewhere, "amara@people.example")):
        want_news(session, activity.id, email)
    want_news(session, activities[0].id, "ben@people.example")
    assert session.scalars(consultation_of(mine)).one() is consultation
    assert {participation.activity_id for participation in session.scalars(same_person(mine))} == {
        activity.id for activity in activities
    }
    stop_news(session, mine)
    assert len(wanting(session, activities)) == 1
    assert len(wanting(session, [elsewhere])) == 1
