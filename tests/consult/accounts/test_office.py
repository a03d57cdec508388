"""What people did in office is part of what they may ask to see, and stays when they are erased."""

from sqlalchemy.orm import Session

from consult.accounts.models import Organisation, RoleGrant
from consult.accounts.office import acts_in_office
from consult.kernel import clock
from tests.factories import make_organisation, make_person


def test_rows_that_name_a_person_are_listed_by_column(session: Session) -> None:
    officer, other = make_person(session), make_person(session)
    group = make_organisation(session)
    group.verified_by_id = officer.id
    session.add(RoleGrant(person_id=other.id, role="officer", granted_by_id=officer.id, granted_at=clock.now()))
    session.flush()
    data = acts_in_office(Organisation.verified_by_id, RoleGrant.granted_by_id)
    assert data.tables == ("organisation", "role_grant")
    assert data.collect(session, officer.id) == {
        "organisation.verified_by_id": [group.id],
        "role_grant.granted_by_id": [[other.id, "officer"]],
    }
    assert data.collect(session, other.id) == {}
    assert data.erase(session, officer.id) == 0
    assert group.verified_by_id == officer.id
