"""What has run out is deleted once a day, by a job that plans the next one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.jobs.models import Job
from consult.privacy.jobs import plan_purge, purge


def test_each_day_has_one_run_however_often_it_is_planned(session: Session, clock_at: Callable[..., datetime]) -> None:
    at = clock_at("2026-11-02 09:00")
    today = plan_purge(session)
    assert plan_purge(session).id == today.id
    assert purge(session, today) == "Records deleted because they had run out: 0."
    purge(session, today)
    planned = session.scalars(select(Job).order_by(Job.id)).all()
    assert [job.due_at - at for job in planned] == [timedelta(0), timedelta(days=1)]
