"""A deadline for one person is part of what they may ask to see, and outlives them without their name."""

from datetime import date

from sqlalchemy.orm import Session

from consult.contract.references import Reference
from consult.deadlines.personal_data import PERSONAL_DATA
from consult.deadlines.services import set_deadline
from consult.kernel.authz import Role
from tests.factories import make_person


def test_what_one_person_was_asked_is_handed_over_to_them(session: Session) -> None:
    person = make_person(session, Role.OFFICER)
    made = set_deadline(
        session, Reference("issue", 1), date(2026, 12, 10), owner=Role.OFFICER, text="Advise", person_id=person.id
    )
    (data,) = PERSONAL_DATA
    assert data.collect(session, person.id) == {"deadline.person_id": [made.id]}
    assert data.collect(session, 0) == {}
