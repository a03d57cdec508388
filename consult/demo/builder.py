"""Building the demonstration, step by step: whatever an earlier run has built stays as it is."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.config import Settings
from consult.consultations.lifecycle import state_at
from consult.consultations.models import Activity, Consultation
from consult.consultations.participation import taken_part
from consult.contract.deployment import deployment_of
from consult.demo import facial_recognition, street_lights, young_people
from consult.demo.letters import lay_mail_aside
from consult.demo.office import seat_everybody
from consult.demo.people import ACCOUNTS, PASSWORD, invite_everybody, number_of_people
from consult.demo.reports import publish_reports
from consult.demo.unsent import leave_unsent, look_for_groups
from consult.kernel import clock
from consult.kernel.db import Database, database_now
from consult.population.demo import take_census
from consult.submissions.models import Submission

BEGAN = "2022-07-25 09:00"


def build(database: Database) -> dict[str, Any]:
    """Build what is missing of the demonstration and return what there is: accounts, consultations, counts."""
    settings = deployment_of(database).settings
    registry = deployment_of(database).registry
    with database.unit_of_work() as session, clock.set_clock(young_people.at(BEGAN)):
        actors = invite_everybody(session)
        seat_everybody(session, actors)
        take_census(session, actors["officer"])
    with database.unit_of_work() as session:
        young_people.tell_story(session, actors)
    with database.unit_of_work() as session:
        street_lights.open_consultation(session, actors)
    street_lights.add_responses(database, settings.council.areas)
    with database.unit_of_work() as session:
        street_lights.publish(session, actors)
    with database.unit_of_work() as session:
        facial_recognition.open_consultation(session, actors)
    with database.reading() as session:
        written_id = _written_response(session).id
    facial_recognition.add_responses(database, written_id, settings.council.areas)
    with database.unit_of_work() as session:
        facial_recognition.leave_one_out(session, actors["officer"], _written_response(session))
    for plugin in registry.plugins:
        if plugin.demo is not None:
            with database.unit_of_work() as session:
                plugin.demo(session, actors)
    with database.unit_of_work() as session:
        leave_unsent(session)
        look_for_groups(session, actors)
    with database.unit_of_work() as session:
        publish_reports(session, actors)
    lay_mail_aside(database)
    with database.reading() as session:
        return _summary(session, settings)


def _written_response(session: Session) -> Activity:
    return session.execute(
        select(Activity)
        .join(Consultation)
        .where(Consultation.slug == facial_recognition.SLUG, Activity.kind == "response")
    ).scalar_one()


def _summary(session: Session, settings: Settings) -> dict[str, object]:
    consultations = session.scalars(select(Consultation).order_by(Consultation.id)).all()
    synthetic = select(func.count(Submission.id)).where(Submission.is_synthetic)
    return {
        "council": settings.council.name,
        "accounts": [_account(account.role.label, account.name, account.email) for account in ACCOUNTS],
        "consultations": [_consultation(session, consultation) for consultation in consultations],
        "counts": {
            "people": number_of_people(session),
            "consultations": len(consultations),
            "submissions": session.scalar(select(func.count(Submission.id))) or 0,
            "synthetic": session.scalar(synthetic) or 0,
        },
    }


def _account(role: str, name: str, email: str) -> dict[str, str]:
    return {"role": role, "name": name, "email": email, "password": PASSWORD}


def _consultation(session: Session, consultation: Consultation) -> dict[str, object]:
    numbers = taken_part(session, consultation.activities)
    return {
        "slug": consultation.slug,
        "title": consultation.title,
        "state": state_at(consultation, database_now(session)).value,
        "opens_at": consultation.opens_at.isoformat() if consultation.opens_at else None,
        "closes_at": consultation.closes_at.isoformat() if consultation.closes_at else None,
        "activities": [
            {
                "id": activity.id,
                "kind": activity.kind,
                "title": activity.title,
                "taken_part": numbers.get(activity.id, 0),
            }
            for activity in consultation.activities
        ],
    }
