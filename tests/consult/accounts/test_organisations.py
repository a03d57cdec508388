"""Community groups: entered, verified, joined and left."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import organisations
from consult.audit.models import AuditEntry
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid, NotFound
from tests.factories import make_actor, make_organisation, make_person


def test_a_group_is_entered_once_whatever_the_case(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    made = organisations.create_organisation(session, officer, name="Newham Mums", represents=40, basis="We meet.")
    assert not made.is_verified
    with pytest.raises(Invalid) as refused:
        organisations.create_organisation(session, officer, name="NEWHAM mums")
    assert list(refused.value.fields) == ["name"]


def test_who_verified_a_group_and_when_is_kept_and_can_be_taken_back(session: Session) -> None:
    officer = make_actor(session, Role.OFFICER)
    group = make_organisation(session, verified=False)
    organisations.verify_organisation(session, officer, group)
    first = group.verified_at
    assert first is not None
    assert group.verified_by_id == officer.person_id
    organisations.verify_organisation(session, make_actor(session, Role.OFFICER), group)
    assert (group.verified_at, group.verified_by_id) == (first, officer.person_id)
    organisations.withdraw_verification(session, officer, group)
    assert group.verified_at is None
    names = session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)).all()
    assert names == ["accounts.organisation_verified", "accounts.verification_withdrawn"]


def test_a_removed_member_no_longer_speaks_for_the_group(session: Session) -> None:
    person = make_person(session)
    group = make_organisation(session, members=[person])
    officer = make_actor(session, Role.OFFICER)
    organisations.remove_member(session, officer, group, person.id)
    session.refresh(person)
    assert person.roles == frozenset()
    with pytest.raises(NotFound):
        organisations.remove_member(session, officer, group, person.id)
