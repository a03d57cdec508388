"""Ids in the audit log are named by the features that know them, for as long as there is something to name."""

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.lines import lines_of
from consult.audit.models import AuditEntry
from consult.audit.services import record
from consult.audit.subjects import named
from consult.consultations.events import ConsultationOpened
from consult.contract.registry import Registry
from consult.kernel.authz import Role
from consult.kernel.db import Database
from tests.factories import make_actor, make_consultation, make_person
from tests.support.deployments import change_deployment, with_feature


def test_people_and_consultations_are_named_as_they_are_called_now(session: Session) -> None:
    person, consultation = make_person(session, name="Ada"), make_consultation(session, title="Cameras")
    assert named(session, "person_id", [person.id]) == {person.id: "Ada"}
    assert named(session, "consultation_id", [consultation.id]) == {consultation.id: "Cameras"}
    consultation.title = "Cameras in the streets"
    session.flush()
    assert named(session, "consultation_id", [consultation.id]) == {consultation.id: "Cameras in the streets"}


def test_what_is_not_there_any_more_is_left_out(session: Session) -> None:
    person = make_person(session, name="Ada")
    assert named(session, "person_id", [person.id, 2_000_000_000]) == {person.id: "Ada"}


def test_a_fact_that_nobody_names_and_a_question_about_nothing_give_nothing(session: Session) -> None:
    assert named(session, "kettle_id", [1]) == {}
    assert named(session, "person_id", []) == {}


def test_what_a_feature_names_stands_in_the_sentence_of_the_audit_log(session: Session) -> None:
    consultation = make_consultation(session, title="Cameras")
    officer = make_actor(session, Role.OFFICER)
    record(session, ConsultationOpened(consultation_id=consultation.id, reason=""), by=officer)
    (line,) = lines_of(session, session.scalars(select(AuditEntry)).all())
    assert line.consultation == "Cameras"
    assert officer.name in line.sentence


def test_a_feature_names_its_own_things(database: Database, session: Session, registry: Registry) -> None:
    def kettles(_session: Session, ids: Collection[int]) -> dict[int, str]:
        return {number: f"Kettle {number}" for number in ids}

    change_deployment(database, registry=with_feature(registry, subjects={"kettle_id": kettles}))
    assert named(session, "kettle_id", [3]) == {3: "Kettle 3"}
