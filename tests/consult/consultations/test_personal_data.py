"""Who prepared, changed or opened a consultation reads so when they ask, and is no longer named once erased."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.changes import extend
from consult.consultations.models import Change, Consultation, Override
from consult.consultations.services import create_consultation
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.privacy.services import collect, erase, find_subject
from tests.factories import actor_for, make_actor, make_consultation, make_person
from tests.support.web import FormClient


@pytest.fixture
def officer(session: Session) -> Person:
    """An officer who prepared one consultation, and opened and extended another."""
    person = make_person(session, Role.OFFICER, email="olive@people.example", name="Olive Officer")
    actor = actor_for(session, person)
    create_consultation(session, actor, title="Parks", summary="Which parks?")
    running = make_consultation(session, slug="cameras")
    assert running.closes_at is not None
    extend(session, actor, running, running.closes_at + timedelta(days=7), "The papers came late.")
    session.add(
        Override(consultation_id=running.id, check="time", reason="Urgent.", made_at=clock.now(), made_by_id=person.id)
    )
    session.flush()
    return person


def test_all_three_are_handed_over_and_nobody_elses(session: Session, officer: Person) -> None:
    other = make_actor(session, Role.OFFICER)
    create_consultation(session, other, title="Roads", summary="Which roads?")
    held = collect(session, find_subject(session, officer.email))
    assert held["consultation.created_by_id"] == [
        session.query(Consultation.id).filter_by(created_by_id=officer.id).scalar()
    ]
    assert held["consultation_change.changed_by_id"] == [session.query(Change.id).scalar()]
    assert held["consultation_override.made_by_id"] == [session.query(Override.id).scalar()]


def test_erased_the_record_stays_and_names_nobody(client: FormClient, session: Session, officer: Person) -> None:
    erase(session, make_actor(session, Role.ADMINISTRATOR), find_subject(session, officer.email), "known")
    session.expire_all()
    assert session.query(Change.changed_by_id).scalar() == officer.id
    assert session.query(Override.reason).scalar() == "Urgent."
    page, change = client.get("/consultations/cameras").text, client.get("/consultations/cameras/changes/1").text
    assert "The papers came late." in change
    assert "Olive Officer" not in page + change
