"""Reminders are looked at once a day, by a chain that never breaks."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.deadlines.jobs import REMIND, plan_reminders, remind
from consult.jobs.models import Job


def test_a_run_plans_the_next_and_planning_twice_plans_once(session: Session) -> None:
    job = plan_reminders(session)
    assert plan_reminders(session) is job
    assert remind(session, job) == "0 deadlines were told of."
    planned = select(func.count()).select_from(Job).where(Job.name == REMIND)
    assert session.scalar(planned) == 2
