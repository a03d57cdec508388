"""Two officers publish: one asks, another one publishes, and both are in the audit log."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity, State
from consult.exports.editions import newest_edition
from consult.exports.publication import (
    ask_to_publish,
    drop_request,
    find_request,
    make_edition,
    publish_asked,
    results_to_publish,
)
from consult.exports.running import StillOpen
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict
from tests.factories import make_activity, make_actor, make_consultation


@pytest.fixture
def activity(session: Session) -> Activity:
    """A closed written response."""
    return make_activity(session, make_consultation(session, state=State.CLOSED))


def test_who_asks_and_who_publishes_are_on_the_audit_log(session: Session, activity: Activity) -> None:
    first, second = (make_actor(session, Role.OFFICER) for _ in range(2))
    ask_to_publish(session, first, activity)
    ask_to_publish(session, first, activity)
    with pytest.raises(Conflict, match="another officer"):
        publish_asked(session, first, activity)
    with pytest.raises(Conflict, match="waiting"):
        ask_to_publish(session, second, activity)
    job = publish_asked(session, second, activity)
    session.flush()
    assert make_edition(session, job, **job.args) == "Edition 1 is published."
    assert newest_edition(session, activity.id) is not None
    assert find_request(session, activity.id) is None
    named = (
        select(AuditEntry.name, AuditEntry.actor_id).where(AuditEntry.name.like("exports.%")).order_by(AuditEntry.id)
    )
    assert [tuple(row) for row in session.execute(named)] == [
        ("exports.results_requested", first.person_id),
        ("exports.edition_made", second.person_id),
    ]
    with pytest.raises(Conflict, match="Nobody asks"):
        publish_asked(session, second, activity)


def test_a_request_waits_for_every_officer_but_the_asker_until_it_is_dropped(
    session: Session, activity: Activity
) -> None:
    first, second, councillor = (make_actor(session, role) for role in (Role.OFFICER, Role.OFFICER, Role.COUNCILLOR))
    ask_to_publish(session, first, activity)
    assert [len(results_to_publish(session, actor)) for actor in (first, second, councillor)] == [0, 1, 0]
    drop_request(session, second, activity)
    drop_request(session, second, activity)
    assert [len(results_to_publish(session, actor)) for actor in (first, second)] == [0, 0]
    dropped = session.scalars(select(AuditEntry).where(AuditEntry.name == "exports.results_request_dropped")).all()
    assert len(dropped) == 1


def test_nobody_asks_while_people_can_take_part(session: Session) -> None:
    still_open = make_activity(session, make_consultation(session, state=State.OPEN))
    with pytest.raises(StillOpen):
        ask_to_publish(session, make_actor(session, Role.OFFICER), still_open)
