"""Reminders are looked at once a day, by a chain that never breaks."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.contract.deployment import deployment_of
from consult.deadlines.jobs import REMIND
from consult.jobs.models import Job
from consult.jobs.runner import run_waiting_jobs
from consult.jobs.services import plan_day
from consult.kernel.db import Database


def test_a_run_plans_the_next_and_planning_twice_plans_once(session: Session, database: Database) -> None:
    job = plan_day(session, REMIND)
    assert plan_day(session, REMIND) is job
    run_waiting_jobs(database, deployment_of(database).registry)
    session.refresh(job)
    assert job.message == "0 deadlines were told of."
    planned = select(func.count()).select_from(Job).where(Job.name == REMIND)
    assert session.scalar(planned) == 2
