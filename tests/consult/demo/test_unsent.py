"""What officers read of the demonstration's surveys: where people stop, and groups that are looked for."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from consult.consultations.models import Activity
from consult.demo.unsent import PEOPLE, look_for_groups
from consult.jobs.models import Job
from consult.statistics.opinions.services import JOB
from consult.statistics.stops import shown_stops
from consult.submissions.models import Draft


def test_where_people_stop_shows_something_for_every_survey(read: Session) -> None:
    surveys = read.scalars(select(Activity).where(Activity.kind == "survey")).all()
    assert surveys
    for activity in surveys:
        bars = shown_stops(read, activity).bars
        assert sum(1 for bar in bars if bar.has_bar) >= 2, activity.title


def test_groups_are_looked_for_once_where_there_are_statements(read: Session) -> None:
    asked = select(func.count()).select_from(Job).where(Job.name == JOB)
    assert read.scalar(asked) == 1
    look_for_groups(read, {})
    assert read.scalar(asked) == 1
    assert read.scalar(select(func.count()).select_from(Draft)) == 3 * PEOPLE
