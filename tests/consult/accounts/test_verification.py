"""Groups that ask to be verified."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Organisation, Person
from consult.accounts.organisations import verify_organisation, withdraw_verification
from consult.accounts.verification import (
    REMIND,
    WRITE,
    NotWaiting,
    ask_for_verification,
    may_ask,
    refuse_verification,
    remind_group,
    remind_groups,
    waiting,
)
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import clock
from consult.kernel.authz import Role
from consult.kernel.errors import ChangedMeanwhile
from tests.factories import actor_for, make_organisation, make_person
from tests.support.mail import written_mail

WHY = "We do not find you on the register of charities. Tell us your number."


def _ask(session: Session, group: Organisation, person: Person, basis: str = "Number 12345.") -> None:
    ask_for_verification(
        session, actor_for(session, person), group, represents=40, basis=basis, seen_version=group.version
    )


def test_a_group_that_is_refused_reads_why_and_can_ask_again(session: Session) -> None:
    officer, member = make_person(session, Role.OFFICER), make_person(session)
    group = make_organisation(session, members=[member], verified=False, name="Stratford Traders")
    by, own = actor_for(session, officer), actor_for(session, member)
    _ask(session, group, member)
    assert not may_ask(group)
    assert [item.text for item in waiting(session, by)] == ["Verify Stratford Traders, which registered itself"]
    refuse_verification(session, by, group, WHY)
    assert waiting(session, by) == []
    (letter,) = written_mail(session, member.email)
    assert letter.subject == "Stratford Traders is not verified"
    assert WHY in letter.body
    assert f"/groups/{group.id}/verification" in letter.body
    assert [item.text for item in waiting(session, own)] == [
        "Read why Stratford Traders is not verified, and ask again"
    ]
    _ask(session, group, member, "Number 99999.")
    assert (group.represents, group.basis) == (40, "Number 99999.")
    assert waiting(session, own) == []
    assert [item.text for item in waiting(session, by)] == ["Verify Stratford Traders, which asks again"]
    assert written_mail(session, officer.email)[-1].subject == "Stratford Traders asks again to be verified"
    verify_organisation(session, by, group, ground="The register of charities")
    assert (group.is_verified, group.refusal, group.refused_at, group.asked_at) == (True, "", None, None)
    assert waiting(session, by) == []


def test_only_a_group_that_waits_is_refused_and_only_by_the_first_officer(session: Session) -> None:
    officers = [actor_for(session, make_person(session, Role.OFFICER)) for _ in range(2)]
    member = make_person(session)
    group = make_organisation(session, members=[member], verified=False)
    with pytest.raises(NotWaiting):
        refuse_verification(session, officers[0], group, WHY)
    _ask(session, group, member)
    with pytest.raises(NotWaiting):
        _ask(session, group, member)
    verify_organisation(session, officers[0], group, ground="Met them.")
    with pytest.raises(NotWaiting):
        refuse_verification(session, officers[1], group, WHY)
    assert group.is_verified
    withdraw_verification(session, officers[0], group)
    assert may_ask(group)


def test_what_an_officer_changed_meanwhile_is_not_written_over(session: Session) -> None:
    member = make_person(session)
    group = make_organisation(session, members=[member], verified=False)
    seen = group.version
    group.basis = "As an officer wrote it."
    session.flush()
    with pytest.raises(ChangedMeanwhile):
        ask_for_verification(session, actor_for(session, member), group, represents=4, basis="x", seen_version=seen)
    assert group.basis == "As an officer wrote it."


def test_a_verification_that_ends_soon_is_reminded_of_once_and_asked_for_anew(session: Session) -> None:
    officer, member = actor_for(session, make_person(session, Role.OFFICER)), make_person(session)
    today = clock.today_in_london()
    soon, later = (make_organisation(session, members=[member], verified=False) for _ in range(2))
    for group, days in ((soon, 30), (later, 31)):
        verify_organisation(session, officer, group, ground="Met them.", until=today + timedelta(days=days))
    assert (may_ask(soon), may_ask(later)) == (True, False)
    daily = enqueue(session, REMIND)
    assert remind_groups(session, daily) == "1 verification ends soon."
    remind_groups(session, daily)
    (job,) = session.scalars(select(Job).where(Job.name == WRITE)).all()
    assert job.args == {"organisation_id": soon.id}
    assert remind_group(session, job, **job.args) == "The group was written to."
    (letter,) = written_mail(session, member.email)
    assert letter.subject.startswith(f"The verification of {soon.name} ends on ")
    (item,) = waiting(session, actor_for(session, member))
    assert item.text.startswith(f"Ask for {soon.name} to be verified anew: it holds until ")
    _ask(session, soon, member)
    assert soon.is_verified
    assert remind_group(session, job, **job.args) == "There is nothing to remind of."
    verify_organisation(session, officer, soon, ground="Met them again.", until=today + timedelta(days=365))
    assert not may_ask(soon)


def test_a_verification_that_ended_can_be_asked_for(session: Session) -> None:
    officer, member = actor_for(session, make_person(session, Role.OFFICER)), make_person(session)
    group = make_organisation(session, members=[member], verified=False)
    verify_organisation(session, officer, group, ground="Met them.", until=clock.today_in_london())
    with clock.set_clock(clock.now() + timedelta(days=2)):
        assert may_ask(group)
        _ask(session, group, member)
        assert [item.text for item in waiting(session, officer)] == [f"Verify {group.name}, which asks again"]
