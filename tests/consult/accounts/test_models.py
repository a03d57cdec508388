"""Who holds which role follows from what was granted and from the groups somebody speaks for, in the database too."""

import pytest
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.accounts.models import Membership, Organisation, Person, RoleGrant
from consult.kernel import clock
from consult.kernel.authz import Role
from tests.factories import make_organisation, make_person


def test_whoever_speaks_for_a_group_is_a_group_member_for_as_long_as_they_do(session: Session) -> None:
    person = make_person(session, Role.COUNCILLOR)
    assert person.roles == {Role.COUNCILLOR}
    group = make_organisation(session, members=[person])
    assert person.roles == {Role.COUNCILLOR, Role.GROUP_MEMBER}
    group.members.clear()
    session.flush()
    session.expire(person)
    assert person.roles == {Role.COUNCILLOR}


def test_a_role_that_there_is_not_is_refused_by_the_database(session: Session) -> None:
    person = make_person(session)
    session.add(RoleGrant(person_id=person.id, role="emperor", granted_at=clock.now()))
    with pytest.raises(IntegrityError):
        session.flush()


def test_one_address_has_one_account(session: Session) -> None:
    make_person(session, email="ada@people.example")
    with pytest.raises(IntegrityError):
        make_person(session, email="ada@people.example")


def test_a_group_is_verified_once_somebody_said_so(session: Session) -> None:
    group = make_organisation(session, verified=False)
    assert not group.is_verified
    group.verified_at = clock.now()
    assert group.is_verified


def test_what_hangs_on_a_person_or_a_group_goes_with_them_and_nobody_else_does(session: Session) -> None:
    person = make_person(session, Role.OFFICER)
    group = make_organisation(session, members=[person])
    session.execute(delete(Organisation).where(Organisation.id == group.id))
    assert session.query(Membership).count() == 0
    assert session.query(Person).filter_by(id=person.id).count() == 1
    session.execute(delete(Person).where(Person.id == person.id))
    assert session.query(RoleGrant).filter_by(person_id=person.id).count() == 0
