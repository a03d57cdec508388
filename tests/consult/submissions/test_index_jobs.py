"""Making every response findable anew."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.desk.queries import Filters, listed
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.submissions import index_jobs
from consult.submissions.index_jobs import INDEX, index_slice
from tests.factories import make_submission


def test_slices_find_every_response_again(
    session: Session, activity: Activity, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_jobs, "SLICE", 2)
    sent = [make_submission(session, activity, answers={"reasons": f"Łódź {number}"}) for number in range(5)]
    session.execute(text("DELETE FROM submission_search"))
    enqueue(session, INDEX, after=0)
    done = 0
    while (
        job := session.scalars(select(Job).where(Job.name == INDEX).order_by(Job.id).offset(done)).first()
    ) is not None:
        index_slice(session, job, **job.args)
        done += 1
    assert done == 3
    assert session.scalars(listed(session, activity.id, Filters(words="lodz"))).all() == sent[::-1]
