"""The daily sweep."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.files.jobs import SWEEP, plan_sweep, sweep
from consult.jobs.models import Job


def test_each_run_plans_the_next_day_once(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at("2026-11-02 09:00")
    job = plan_sweep(session)
    assert plan_sweep(session) is job
    assert sweep(session, job) == "0 files without a record are deleted."
    sweep(session, job)
    due = session.scalars(select(Job.due_at).where(Job.name == SWEEP).order_by(Job.due_at)).all()
    assert due == [now, now + timedelta(days=1)]
