"""Community groups: entered, verified, joined and left."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts import organisations
from consult.audit.models import AuditEntry
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import ChangedMeanwhile, Invalid, NotFound
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
    until = clock.today_in_london() + timedelta(days=365)
    organisations.verify_organisation(
        session, officer, group, ground="Met its committee.", document="Constitution", until=until
    )
    assert group.is_verified
    assert (group.verified_by_id, group.verification_ground) == (officer.person_id, "Met its committee.")
    assert (group.verification_document, group.verified_until) == ("Constitution", until)
    organisations.withdraw_verification(session, officer, group)
    assert group.verified_at is None
    names = session.scalars(select(AuditEntry.name).order_by(AuditEntry.id)).all()
    assert names == ["accounts.organisation_verified", "accounts.verification_withdrawn"]


def test_a_verification_ends_with_its_day_and_is_made_anew(session: Session) -> None:
    officer, group = make_actor(session, Role.OFFICER), make_organisation(session, verified=False)
    today = clock.today_in_london()
    with pytest.raises(Invalid) as refused:
        organisations.verify_organisation(session, officer, group, ground="x", until=today - timedelta(days=1))
    assert list(refused.value.fields) == ["until"]
    organisations.verify_organisation(session, officer, group, ground="x", until=today)
    standing = [group.is_verified]
    with clock.set_clock(clock.now() + timedelta(days=2)):
        standing.append(group.is_verified)
        organisations.verify_organisation(session, officer, group, ground="Met them again.")
        standing.append(group.is_verified)
    assert standing == [True, False, True]


def test_what_is_known_of_a_group_is_changed_and_an_older_page_is_told_so(session: Session) -> None:
    officer, group = make_actor(session, Role.OFFICER), make_organisation(session)
    other = make_organisation(session)
    seen = group.version
    said: dict[str, Any] = {"kind": "faith", "represents": 60, "basis": "Members."}
    organisations.edit_organisation(session, officer, group, name="Newham Mums", seen_version=seen, **said)
    assert (group.name, group.kind, group.represents, group.basis) == ("Newham Mums", "faith", 60, "Members.")
    with pytest.raises(ChangedMeanwhile):
        organisations.edit_organisation(session, officer, group, name="Newham Dads", seen_version=seen, **said)
    with pytest.raises(Invalid):
        organisations.edit_organisation(session, officer, group, name=other.name, seen_version=group.version, **said)


def test_a_removed_member_no_longer_speaks_for_the_group(session: Session) -> None:
    person = make_person(session)
    group = make_organisation(session, members=[person])
    officer = make_actor(session, Role.OFFICER)
    organisations.remove_member(session, officer, group, person.id)
    session.refresh(person)
    assert person.roles == frozenset()
    with pytest.raises(NotFound):
        organisations.remove_member(session, officer, group, person.id)
