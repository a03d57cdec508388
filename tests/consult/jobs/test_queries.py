"""Jobs wait in turn, are run by one at a time, and are known to those who may know of them."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from consult.jobs.models import Job, JobState
from consult.jobs.policies import PERMISSIONS
from consult.jobs.queries import find_job, visible_to, waiting_jobs
from consult.kernel import clock
from consult.kernel.authz import ANONYMOUS, SYSTEM, Actor, Role
from consult.kernel.errors import NotFound
from tests.factories import make_person


def job(session: Session, state: JobState = JobState.QUEUED, **more: object) -> Job:
    now = clock.now()
    made = Job(name="test.nothing", args={}, state=state, **{"due_at": now, "created_at": now, **more})
    session.add(made)
    session.flush()
    return made


@pytest.fixture
def at(clock_at: Callable[..., datetime]) -> datetime:
    """A moment that stands."""
    return clock_at("2026-11-02 09:00")


def test_what_is_due_waits_in_the_order_in_which_it_fell_due(session: Session, at: datetime) -> None:
    late = job(session, due_at=at)
    early = job(session, due_at=at - timedelta(hours=1))
    same = job(session, due_at=at)
    job(session, due_at=at + timedelta(seconds=1))
    assert session.scalars(waiting_jobs(at)).all() == [early.id, late.id, same.id]


@pytest.mark.parametrize(
    ("left", "waits"), [(timedelta(seconds=1), False), (timedelta(0), False), (timedelta(seconds=-1), True)]
)
def test_a_job_whose_runner_died_waits_again_once_its_lease_has_run_out(
    session: Session, at: datetime, left: timedelta, waits: bool
) -> None:
    held = job(session, JobState.RUNNING, lease_until=at + left, lease_token="a-lease")
    assert (held.id in session.scalars(waiting_jobs(at)).all()) is waits


@pytest.mark.parametrize("state", [JobState.DONE, JobState.FAILED, JobState.CANCELLED])
def test_what_has_ended_never_waits_again(session: Session, at: datetime, state: JobState) -> None:
    job(session, state, due_at=at - timedelta(days=1), lease_until=at - timedelta(days=1))
    assert session.scalars(waiting_jobs(at)).all() == []


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(roles=st.frozensets(st.sampled_from([*Role])), who=st.sampled_from(["owner", "other", "nobody", "system"]))
def test_the_list_and_the_rule_agree(session: Session, registry: object, roles: frozenset[Role], who: str) -> None:
    owner, other = make_person(session), make_person(session)
    jobs = [job(session, created_by_id=owner.id), job(session, created_by_id=other.id), job(session)]
    numbers = {one.id for one in jobs}
    actor = {
        "owner": Actor(person_id=owner.id, roles=roles),
        "other": Actor(person_id=other.id, roles=roles),
        "nobody": ANONYMOUS,
        "system": SYSTEM,
    }[who]
    listed = {one.id for one in session.scalars(visible_to(actor)) if one.id in numbers}
    assert listed == {one.id for one in jobs if PERMISSIONS["jobs.read"].allows(actor, one)}


def test_the_newest_stands_first(session: Session) -> None:
    owner = make_person(session)
    made = [job(session, created_by_id=owner.id) for _ in range(3)]
    listed = session.scalars(visible_to(Actor(person_id=owner.id))).all()
    assert listed == made[::-1]


def test_a_job_of_somebody_else_is_not_found_like_one_that_is_not_there(session: Session) -> None:
    owner = make_person(session)
    theirs, own = job(session), job(session, created_by_id=owner.id)
    actor = Actor(person_id=owner.id)
    assert find_job(session, own.id, actor) is own
    for number in (theirs.id, 2_000_000_000):
        with pytest.raises(NotFound):
            find_job(session, number, actor)


def test_a_job_that_the_system_asked_for_is_nobodys_own(session: Session) -> None:
    job(session)
    assert session.scalars(visible_to(ANONYMOUS)).all() == []
    assert session.scalars(visible_to(SYSTEM)).all() == []
