"""A job is looked at and stopped by who asked for it and by staff; one that has ended is stopped by nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consult.jobs.models import Job, JobState
from consult.jobs.policies import PERMISSIONS, AlreadyFinished
from consult.kernel.authz import ANONYMOUS, Actor, Role
from consult.kernel.errors import Forbidden, SignInNeeded

STAFF = {Role.OFFICER, Role.ADMINISTRATOR}


def job(state: JobState = JobState.RUNNING, owner: int | None = 1) -> Job:
    return Job(name="test.nothing", state=state, created_by_id=owner)


@given(
    roles=st.frozensets(st.sampled_from([*Role])),
    person=st.sampled_from([1, 2]),
    owner=st.sampled_from([1, None]),
    state=st.sampled_from([*JobState]),
)
def test_owner_and_staff_may_look_and_stop_what_has_not_ended(
    roles: frozenset[Role], person: int, owner: int | None, state: JobState
) -> None:
    actor, found = Actor(person_id=person, roles=roles), job(state, owner)
    may_look = person == owner or bool(roles & STAFF)
    assert PERMISSIONS["jobs.read"].allows(actor, found) is may_look
    is_going_on = state in {JobState.QUEUED, JobState.RUNNING}
    assert PERMISSIONS["jobs.cancel"].allows(actor, found) is (may_look and is_going_on)
    assert PERMISSIONS["jobs.list"].allows(actor) is bool(roles & STAFF)


def test_a_visitor_owns_no_job_even_one_that_nobody_asked_for() -> None:
    with pytest.raises(SignInNeeded):
        PERMISSIONS["jobs.read"].require(ANONYMOUS, job(owner=None))


def test_who_may_not_look_does_not_learn_whether_the_job_has_ended() -> None:
    stranger, ended = Actor(person_id=2), job(JobState.DONE)
    with pytest.raises(Forbidden):
        PERMISSIONS["jobs.cancel"].require(stranger, ended)
    with pytest.raises(AlreadyFinished):
        PERMISSIONS["jobs.cancel"].require(Actor(person_id=1), ended)
