"""Sharing the responses among officers: each is for one of them or nobody, and only for those who may read it."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.desk.assignments import NOBODY, assign, readers, readers_among
from consult.desk.models import Assignment
from consult.desk.queries import Filters, listed, numbers_in
from consult.kernel.authz import Role
from consult.kernel.errors import Invalid
from tests.factories import make_actor, make_person, make_submission


def numbers(session: Session, activity: Activity, whom: str) -> set[int]:
    return set(numbers_in(session, listed(session, activity.id, Filters(assigned=whom))))


def test_a_response_is_for_one_officer_until_it_is_for_another_or_for_nobody(
    session: Session, activity: Activity
) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_person(session, Role.OFFICER)
    sent, rest = make_submission(session, activity).id, make_submission(session, activity).id
    assign(session, officer, activity, sent, other.id)
    assert readers_among(session, [sent, rest]) == {sent: other.name}
    assert numbers(session, activity, str(other.id)) == {sent}
    assert numbers(session, activity, NOBODY) == {rest}
    assert numbers(session, activity, "somebody") == numbers(session, activity, "0") == set()
    assign(session, officer, activity, sent, officer.person_id)
    assert numbers(session, activity, str(officer.person_id)) == {sent}
    assign(session, officer, activity, sent, None)
    assert numbers(session, activity, NOBODY) == {sent, rest}
    told = session.scalars(select(AuditEntry.name).where(AuditEntry.name.startswith("desk.")).order_by(AuditEntry.id))
    assert list(told) == ["desk.responses_assigned", "desk.responses_assigned", "desk.responses_unassigned"]


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.AUDITOR])
def test_only_those_who_may_read_for_the_council_are_asked_to(session: Session, activity: Activity, role: Role) -> None:
    officer, other = make_actor(session, Role.OFFICER), make_person(session, role)
    sent = make_submission(session, activity).id
    gone = make_person(session, Role.OFFICER, is_active=False)
    for person in (other, gone):
        assert person.id not in readers(session)
        with pytest.raises(Invalid):
            assign(session, officer, activity, sent, person.id)
    assert officer.person_id in readers(session)
    assert session.scalars(select(Assignment)).all() == []
