"""Who asked for files and published results reads so when they ask; erased, what was published stays."""

import pytest
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.consultations.models import State
from consult.contract.deployment import deployment_of
from consult.exports.export_files import find_wanted
from consult.exports.making import publish_results
from consult.exports.models import Edition, PreparedExport
from consult.exports.prepared_files import ask_for_file
from consult.kernel.authz import Role
from consult.privacy.services import collect, erase, find_subject
from tests.factories import actor_for, make_activity, make_actor, make_consultation, make_person, make_submission
from tests.support.web import FormClient


@pytest.fixture
def officer(session: Session) -> Person:
    """An officer who asked for a file and published results."""
    person = make_person(session, Role.OFFICER, email="olive@people.example", name="Olive Officer")
    activity = make_activity(session, make_consultation(session, state=State.CLOSED, slug="cameras"))
    for _ in range(30):
        make_submission(session, activity)
    session.expire(activity.consultation, ["activities"])
    exports = deployment_of(session).registry.exports
    wanted = find_wanted(session, exports, activity.consultation, what="responses", file_format="xlsx")
    ask_for_file(session, actor_for(session, person), wanted, rows=30)
    publish_results(session, actor_for(session, person), activity)
    return person


def test_both_are_handed_over_to_the_one_who_did_it(session: Session, officer: Person) -> None:
    held = collect(session, find_subject(session, officer.email))
    assert held["prepared_export.asked_by_id"] == [session.query(PreparedExport.id).scalar()]
    assert held["edition.made_by_id"] == [session.query(Edition.id).scalar()]
    colleague = make_person(session, Role.OFFICER, email="otto@people.example")
    assert not {"prepared_export.asked_by_id", "edition.made_by_id"} & set(
        collect(session, find_subject(session, colleague.email))
    )


def test_erasing_the_officer_unpublishes_nothing(client: FormClient, session: Session, officer: Person) -> None:
    before = client.get("/consultations/cameras/results.csv").data
    erase(session, make_actor(session, Role.ADMINISTRATOR), find_subject(session, officer.email), "known")
    session.expire_all()
    assert client.get("/consultations/cameras/results.csv").data == before
    assert "Olive" not in client.get("/consultations/cameras/results").text
