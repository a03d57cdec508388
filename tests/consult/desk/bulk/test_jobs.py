"""More than a slice goes by jobs, which stop between any two."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from consult.accounts.models import RoleGrant
from consult.consultations.models import Activity
from consult.desk.bulk.jobs import JOB
from consult.desk.bulk.models import BulkAct, BulkKind, BulkState, Step
from consult.desk.bulk.queries import steps_of
from consult.desk.bulk.services import (
    SLICE,
    begin_act,
    plan_act,
    stop_act,
    take_slice,
    undo_act,
)
from consult.jobs.models import Job
from consult.kernel.authz import Actor
from tests.support.counted import is_counted_right, sent

Go = Callable[[BulkAct], None]


@pytest.fixture
def go_on(session: Session) -> Go:
    """Run the slices of an act as its jobs do."""

    def run(act: BulkAct) -> None:
        for _ in range(20):
            job = session.scalars(select(Job).where(Job.name == JOB.name).order_by(Job.id.desc())).first()
            if job is None:
                return
            args = dict(job.args)
            session.delete(job)
            JOB.run(session, job, **args)
            if act.state not in {BulkState.RUNNING, BulkState.UNDOING}:
                return

    return run


def test_more_than_a_slice_goes_by_jobs_and_stops_between_two(
    session: Session, activity: Activity, clerk: Actor, go_on: Go
) -> None:
    numbers = sent(session, activity, 2 * SLICE + 1)
    act = plan_act(session, clerk, activity, numbers, BulkKind.EXCLUDE, "duplicate")
    begin_act(session, clerk, act)
    assert (act.state, steps_of(session, act)) == (BulkState.RUNNING, {Step.WAITING: 2 * SLICE + 1})
    take_slice(session, act)
    stop_act(session, clerk, act)
    take_slice(session, act)
    assert steps_of(session, act) == {Step.MADE: SLICE, Step.WAITING: SLICE + 1}
    assert is_counted_right(session, activity)
    undo_act(session, clerk, act)
    go_on(act)
    assert act.state == BulkState.UNDONE
    assert steps_of(session, act) == {Step.UNDONE: SLICE, Step.WAITING: SLICE + 1}
    assert is_counted_right(session, activity)


def test_an_officer_who_may_no_longer_does_no_more(session: Session, activity: Activity, clerk: Actor) -> None:
    numbers = sent(session, activity, SLICE + 1)
    act = plan_act(session, clerk, activity, numbers, BulkKind.EXCLUDE, "duplicate")
    begin_act(session, clerk, act)
    session.execute(delete(RoleGrant).where(RoleGrant.person_id == clerk.person_id))
    session.expire_all()
    take_slice(session, act)
    assert (act.state, steps_of(session, act)) == (BulkState.STOPPED, {Step.WAITING: SLICE + 1})
