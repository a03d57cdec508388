"""Entries of the sample wait for every officer but the one who typed them."""

import pytest
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.assignments import assign
from consult.desk.readings import record_reading
from consult.desk.tasks import entries_to_check, responses_to_read, waiting_on_the_desk
from consult.desk.transcription import check_entry
from consult.kernel.authz import Role
from tests.consult.desk.test_transcription import entered, original_of
from tests.factories import make_actor, make_submission


def test_entries_wait_for_a_second_officer_until_they_are_checked(session: Session, activity: Activity) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    sampled = [
        made for number in range(15) if (made := entered(session, first, activity, f"form-{number}")).is_in_check_sample
    ]
    assert len(sampled) > 1
    assert entries_to_check(session, first) == []
    (item,) = entries_to_check(session, second)
    assert item.text == f"Check {len(sampled)} entered responses: {activity.title}"
    assert item.since == min(made.submitted_at for made in sampled if made.submitted_at)
    assert item.parts == {"activity_id": activity.id}
    for made in sampled[1:]:
        check_entry(session, second, activity, made, original_of(made), seen=made.revision)
    (left,) = entries_to_check(session, second)
    assert left.text == f"Check 1 entered response: {activity.title}"
    check_entry(session, second, activity, sampled[0], original_of(sampled[0]), seen=sampled[0].revision)
    assert entries_to_check(session, second) == []


@pytest.mark.parametrize("role", [Role.COUNCILLOR, Role.AUDITOR])
def test_nothing_waits_for_whoever_may_not_check(session: Session, activity: Activity, role: Role) -> None:
    first = make_actor(session, Role.OFFICER)
    for number in range(15):
        entered(session, first, activity, f"form-{number}")
    assert list(entries_to_check(session, make_actor(session, role))) == []


def test_what_is_assigned_waits_for_that_officer_until_somebody_has_read_it(
    session: Session, activity: Activity
) -> None:
    first, second = make_actor(session, Role.OFFICER), make_actor(session, Role.OFFICER)
    one, two = make_submission(session, activity), make_submission(session, activity)
    for sent in (one, two):
        assign(session, first, activity, sent.id, second.person_id)
    assert responses_to_read(session, first) == []
    (item,) = waiting_on_the_desk(session, second)
    assert item.text == f"Read 2 responses assigned to you: {activity.title}"
    assert item.parts == {"activity_id": activity.id, "assigned": str(second.person_id), "unread": "1"}
    record_reading(session, first, one)
    (item,) = responses_to_read(session, second)
    assert item.text == f"Read 1 response assigned to you: {activity.title}"
    record_reading(session, second, two)
    assert responses_to_read(session, second) == []
