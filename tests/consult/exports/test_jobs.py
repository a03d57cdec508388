"""The daily sweep of exported files."""

from collections.abc import Callable
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult import core
from consult.exports.jobs import SWEEP, plan_sweep, sweep
from consult.jobs.models import Job


def test_each_run_plans_the_next_day_once(session: Session, clock_at: Callable[[str], datetime]) -> None:
    now = clock_at("2026-11-02 09:00")
    job = plan_sweep(session)
    assert plan_sweep(session) is job
    sweep(session, job)
    sweep(session, job)
    due = session.scalars(select(Job.due_at).where(Job.name == SWEEP).order_by(Job.due_at)).all()
    assert due == [now, now + timedelta(days=1)]


def test_a_worker_plans_the_sweep_when_it_starts() -> None:
    assert plan_sweep in core.PLANS
    assert core.JOBS[SWEEP] is sweep
