"""The daily sweep."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.files.jobs import SWEEP
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.jobs.services import plan_day
from consult.kernel.db import Database


def test_each_run_plans_the_next_day_once(
    session: Session, database: Database, clock_at: Callable[[str], datetime]
) -> None:
    now = clock_at("2026-11-02 09:00")
    job = plan_day(session, SWEEP)
    assert plan_day(session, SWEEP) is job
    run_waiting_jobs(database, deployment_of(database).registry)
    session.refresh(job)
    assert job.message == "0 files without a record are deleted."
    due = session.scalars(select(Job.due_at).where(Job.name == SWEEP).order_by(Job.due_at)).all()
    assert due == [now, now + timedelta(days=1)]
