"""Acts for many responses: exactly those that were planned, each once, and back as far as nobody went on."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.contract.deployment import deployment_of
from consult.desk.bulk.jobs import JOB
from consult.desk.bulk.models import BulkAct, BulkChange, BulkKind, Step
from consult.desk.bulk.queries import steps_of
from consult.desk.bulk.services import (
    KEPT,
    begin_act,
    discard_act,
    plan_act,
    purge_plans,
    undo_act,
)
from consult.desk.exclusions import exclude
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.errors import Conflict, Forbidden, Invalid
from consult.submissions.models import Cause, Status, Submission
from consult.submissions.revision import revise
from tests.factories import make_actor
from tests.support.counted import is_counted_right, sent

WAYS = ("exclude", "undo", "alone", "withdraw")


def test_what_would_not_change_is_left_out_and_none_is_refused(
    session: Session, activity: Activity, clerk: Actor
) -> None:
    first, second, third = sent(session, activity, 3)
    exclude(session, clerk, activity, session.get_one(Submission, first), "abusive", "")
    revise(session, activity, session.get_one(Submission, second), Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    act = plan_act(session, clerk, activity, [first, second, third], BulkKind.EXCLUDE, "duplicate")
    assert (act.found, steps_of(session, act)) == (3, {Step.WAITING: 1})
    with pytest.raises(Invalid, match="would change none"):
        plan_act(session, clerk, activity, [first, second], BulkKind.EXCLUDE, "duplicate")


def test_what_changed_between_looking_and_doing_is_left(session: Session, activity: Activity, clerk: Actor) -> None:
    numbers = sent(session, activity, 2)
    act = plan_act(session, clerk, activity, numbers, BulkKind.EXCLUDE, "duplicate")
    revise(session, activity, session.get_one(Submission, numbers[0]), Cause.WITHDRAWAL, status=Status.WITHDRAWN)
    begin_act(session, clerk, act)
    assert session.get_one(Submission, numbers[0]).status == Status.WITHDRAWN
    assert steps_of(session, act) == {Step.LEFT: 1, Step.MADE: 1}


def test_only_who_planned_it_does_it_and_only_before_it_began_it_is_forgotten(
    session: Session, activity: Activity, clerk: Actor
) -> None:
    act = plan_act(session, clerk, activity, sent(session, activity, 1), BulkKind.EXCLUDE, "duplicate")
    with pytest.raises(Forbidden):
        begin_act(session, make_actor(session, Role.OFFICER), act)
    with pytest.raises(Conflict):
        undo_act(session, clerk, act)
    begin_act(session, clerk, act)
    with pytest.raises(Conflict):
        discard_act(session, act)
    with pytest.raises(Forbidden):
        undo_act(session, make_actor(session, Role.AUDITOR), act)
    with pytest.raises(Forbidden):
        plan_act(session, make_actor(session, Role.AUDITOR), activity, [1], BulkKind.EXCLUDE, "duplicate")


def test_plans_that_nobody_began_are_deleted_after_a_day(session: Session, activity: Activity, clerk: Actor) -> None:
    act = plan_act(session, clerk, activity, sent(session, activity, 1), BulkKind.EXCLUDE, "duplicate")
    assert purge_plans(session) == 0
    act.planned_at = clock.now() - KEPT * 2
    session.flush()
    assert purge_plans(session) == 1
    assert session.scalar(select(func.count()).select_from(BulkChange)) == 0
    assert deployment_of(session).registry.jobs[JOB.name] is JOB


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    acts=st.lists(st.tuples(st.sampled_from(["exclude", "undo", "alone", "withdraw"]), st.integers(0, 3)), max_size=6)
)
def test_whatever_is_done_and_undone_the_counts_are_those_of_the_responses(
    session: Session, activity: Activity, clerk: Actor, acts: list[tuple[str, int]]
) -> None:
    numbers, made = sent(session, activity, 4), list[BulkAct]()
    for what, which in acts:
        chosen = session.get_one(Submission, numbers[which])
        if what == "exclude" and any(
            session.get_one(Submission, n).status == Status.SUBMITTED for n in numbers[which:]
        ):
            made.append(plan_act(session, clerk, activity, numbers[which:], BulkKind.EXCLUDE, "duplicate"))
            begin_act(session, clerk, made[-1])
        elif what == "undo" and made:
            undo_act(session, clerk, made[which % len(made)])
        elif what == "alone" and chosen.status == Status.SUBMITTED:
            exclude(session, clerk, activity, chosen, "abusive", "")
        elif what == "withdraw":
            revise(session, activity, chosen, Cause.WITHDRAWAL, status=Status.WITHDRAWN)
        assert is_counted_right(session, activity)
