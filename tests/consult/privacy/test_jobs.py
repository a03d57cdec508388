"""What has run out is deleted once a day, by a job that plans the next one."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.jobs.services import plan_day
from consult.kernel.db import Database
from consult.privacy.jobs import PURGE


def test_each_day_has_one_run_however_often_it_is_planned(
    session: Session, database: Database, clock_at: Callable[..., datetime]
) -> None:
    at = clock_at("2026-11-02 09:00")
    today = plan_day(session, PURGE)
    assert plan_day(session, PURGE).id == today.id
    run_waiting_jobs(database, deployment_of(database).registry)
    session.refresh(today)
    assert today.message == "Records deleted because they had run out: 0."
    planned = session.scalars(select(Job).order_by(Job.id)).all()
    assert [job.due_at - at for job in planned] == [timedelta(0), timedelta(days=1)]
