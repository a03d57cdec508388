"""Whether anything more will happen to a job, and what the database refuses."""

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from consult.jobs.models import Job, JobState
from consult.kernel import clock


def add(session: Session, state: str, key: str | None = None) -> Job:
    made = Job(
        name="test.nothing", args={}, state=state, due_at=clock.now(), created_at=clock.now(), idempotency_key=key
    )
    session.add(made)
    session.flush()
    return made


@pytest.mark.parametrize("state", [*JobState])
def test_a_job_has_ended_unless_it_waits_or_runs(session: Session, state: JobState) -> None:
    assert add(session, state).is_finished is (state not in {JobState.QUEUED, JobState.RUNNING})


def test_a_state_that_there_is_not_is_refused(session: Session) -> None:
    with pytest.raises(IntegrityError):
        add(session, "lost")


def test_what_was_asked_for_once_is_there_once(session: Session) -> None:
    add(session, "done", "mail:1")
    with pytest.raises(IntegrityError):
        add(session, "queued", "mail:1")
