"""Groups are looked for as work that can be stopped, and go when somebody counted in them does."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.models import AuditEntry
from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.jobs.models import Job, JobState
from consult.jobs.services import Cancelled, cancel
from consult.kernel.authz import Role
from consult.kernel.errors import Conflict
from consult.statistics.opinions import services
from consult.statistics.opinions.clustering import find_groups
from consult.statistics.opinions.found import found_from
from consult.statistics.opinions.models import OpinionMap
from consult.statistics.opinions.services import ask_for_groups, find_map, is_old, look_for_groups, unfinished_job
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.consult.statistics.opinions.conftest import planted, send
from tests.factories import make_activity, make_actor, make_consultation


def asked(session: Session, activity: Activity) -> Job:
    """Ask for groups as an officer does, and begin the work."""
    job = ask_for_groups(session, make_actor(session, Role.OFFICER), activity, "/there")
    job.state, job.lease_token = JobState.RUNNING, "held"
    session.flush()
    return job


def done(session: Session, activity: Activity) -> OpinionMap:
    """Look for groups, and return what is kept."""
    job = asked(session, activity)
    kind = deployment_of(session).registry.jobs[job.name]
    kind.run(session, job, **job.args)
    job.state = JobState.DONE
    session.flush()
    return session.scalars(select(OpinionMap).execution_options(populate_existing=True)).one()


def test_the_work_keeps_the_groups_of_everybody_who_counts(session: Session, voted: Activity) -> None:
    kept = done(session, voted)
    assert found_from(kept.found) == find_groups(planted(40, 25, 20, empty=0))
    assert kept.asked_by_id is not None
    assert kept.keys == [f"opinion_{number}" for number in range(1, 9)]
    entry = session.scalars(select(AuditEntry).where(AuditEntry.name == "statistics.opinion_groups_sought")).one()
    assert (entry.facts["people"], entry.facts["groups"]) == (85, 3)


def test_looking_again_replaces_what_is_kept(session: Session, voted: Activity) -> None:
    kept = done(session, voted)
    assert not is_old(session, voted, kept)
    for row in planted(10, empty=0, seed=9):
        send(session, voted, row)
    assert is_old(session, voted, kept)
    assert found_from(kept.found).counted == 85
    again = done(session, voted)
    assert found_from(again.found).counted == 95
    assert not is_old(session, voted, again)


def test_an_exclusion_makes_them_old(session: Session, voted: Activity) -> None:
    kept = done(session, voted)
    one = session.scalars(select(Submission).limit(1)).one()
    revise(session, voted, one, Cause.STATUS, status=Status.EXCLUDED, exclusion_code="duplicate")
    session.refresh(voted)
    assert is_old(session, voted, kept)


@pytest.mark.parametrize("cause", [Cause.WITHDRAWAL, Cause.ERASURE])
def test_they_are_deleted_with_whoever_is_counted_there(session: Session, voted: Activity, cause: Cause) -> None:
    done(session, voted)
    one = session.scalars(select(Submission).limit(1)).one()
    revise(session, voted, one, cause, status=Status.WITHDRAWN)
    session.expire_all()
    assert find_map(session, voted) is None


def test_asking_twice_is_one_work(session: Session, voted: Activity) -> None:
    job = asked(session, voted)
    assert asked(session, voted).id == job.id
    assert unfinished_job(session, voted) == job
    cancel(session, make_actor(session, Role.OFFICER), job)
    assert unfinished_job(session, voted) is None


def test_without_statements_there_is_nothing_to_look_for(session: Session) -> None:
    activity = make_activity(session, make_consultation(session))
    with pytest.raises(Conflict, match="at least 3 statements to agree or disagree with; there are 0"):
        ask_for_groups(session, make_actor(session, Role.OFFICER), activity)


def test_whoever_withdraws_meanwhile_is_not_kept(
    session: Session, voted: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = asked(session, voted)
    one = session.scalars(select(Submission).limit(1)).one()

    def leave(*_told: object) -> None:
        if one.status is Status.SUBMITTED:
            revise(session, voted, one, Cause.WITHDRAWAL, status=Status.WITHDRAWN)

    monkeypatch.setattr(services, "report_progress", leave)
    with pytest.raises(Conflict, match="A response was changed while groups were looked for"):
        look_for_groups(session, job, activity_id=voted.id)
    assert find_map(session, voted) is None


def test_work_that_is_stopped_keeps_nothing(session: Session, voted: Activity, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_told: object) -> None:
        raise Cancelled

    monkeypatch.setattr(services, "report_progress", stop)
    with pytest.raises(Cancelled):
        look_for_groups(session, asked(session, voted), activity_id=voted.id)
    assert find_map(session, voted) is None
