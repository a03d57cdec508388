"""Whoever corrected or took something out acted for the council: it is handed over, and stays accountable."""

from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.kernel.authz import Role
from consult.records.personal_data import PERSONAL_DATA
from tests.factories import actor_for, make_person, make_submission
from tests.support.redaction import redact


def test_acts_in_office_are_handed_over_as_the_numbers_of_their_rows(session: Session, activity: Activity) -> None:
    person = make_person(session, Role.OFFICER)
    sent = make_submission(session, activity, answers={"reasons": "Ask Ann"})
    made = redact(session, actor_for(session, person), activity, sent, question="reasons", passage="ann")
    (data,) = PERSONAL_DATA
    assert data.collect(session, person.id) == {"record_redaction.made_by_id": [made.id]}
    assert data.tables == ("record_correction", "record_redaction")
