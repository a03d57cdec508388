"""Looking for groups: asking for it, the job that does it, and what is kept of it."""

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.plugin import JobKind
from consult.contract.revisions import Revised
from consult.jobs.models import UNFINISHED, Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.statistics.opinions.events import OpinionGroupsSought
from consult.statistics.opinions.found import FEWEST_STATEMENTS, Found, State
from consult.statistics.opinions.models import OpinionMap
from consult.statistics.opinions.statements import read_ballot, statements_of
from consult.submissions.models import Submission

JOB = "statistics.opinion_groups"


@dataclass(frozen=True)
class Stand:
    """What is another one as soon as a response comes or changes, or the questions do."""

    newest_id: int
    answers_revision: int
    questions_version: int


def ask_for_groups(session: Session, actor: Actor, activity: Activity, url: str = "") -> Job:
    """Ask for groups to be looked for; asking again while that goes on gives the same work.

    Raises `Conflict` where there are fewer than 3 statements.
    """
    _require_statements(len(statements_of(session, activity)))
    lock_row(session, activity)
    going_on = unfinished_job(session, activity)
    if going_on is not None:
        return going_on
    return enqueue(session, JOB, created_by=actor, subject=("activity", activity.id), url=url, activity_id=activity.id)


def unfinished_job(session: Session, activity: Activity) -> Job | None:
    """Return the work that looks for groups in an activity now."""
    of_activity = (Job.name == JOB, Job.subject_kind == "activity", Job.subject_id == activity.id)
    return session.scalar(select(Job).where(*of_activity, Job.state.in_(UNFINISHED)).limit(1))


def look_for_groups(session: Session, job: Job, *, activity_id: int) -> str:
    """Look for groups among everybody who counts, and keep the counts: the job `statistics.opinion_groups`."""
    from consult.statistics.opinions.clustering import cells_of, find_groups  # NumPy and SciPy, which only it needs

    activity = session.get_one(Activity, activity_id)
    before = stand_of(session, activity)
    statements = statements_of(session, activity)
    _require_statements(len(statements))
    ballot = read_ballot(session, activity, statements)
    found = find_groups(
        cells_of(ballot.cells, len(ballot.keys)), lambda done, total: report_progress(session, job, done, total)
    )
    lock_row(session, activity)
    # Whoever withdrew meanwhile must not be in what is kept. Who came meanwhile only makes it old.
    if stand_of(session, activity).answers_revision != before.answers_revision:
        raise Conflict(_("A response was changed while groups were looked for. Look for them again."))
    person = session.get(Person, job.created_by_id) if job.created_by_id else None
    session.merge(
        OpinionMap(
            activity_id=activity.id,
            keys=list(ballot.keys),
            found=found.as_json(),
            newest_id=before.newest_id,
            answers_revision=before.answers_revision,
            questions_version=before.questions_version,
            made_at=database_now(session),
            asked_by_id=person.id if person else None,
        )
    )
    event = OpinionGroupsSought(
        consultation_id=activity.consultation_id,
        activity_id=activity.id,
        people=found.people,
        groups=len(found.groups),
    )
    record(session, event, Actor(person_id=person.id, name=person.name) if person else SYSTEM)
    session.flush()
    return _told(found)


def stand_of(session: Session, activity: Activity) -> Stand:
    """Return how an activity's responses and questions stand now."""
    newest = select(func.coalesce(func.max(Submission.id), 0)).where(Submission.activity_id == activity.id)
    query = select(newest.scalar_subquery(), Activity.answers_revision, Activity.settings_version)
    return Stand(*session.execute(query.where(Activity.id == activity.id)).one())


def find_map(session: Session, activity: Activity) -> OpinionMap | None:
    """Return what was found last, if anything is kept."""
    return session.get(OpinionMap, activity.id)


def is_old(session: Session, activity: Activity, found: OpinionMap) -> bool:
    """Whether responses or questions came or changed since groups were looked for."""
    return stand_of(session, activity) != Stand(found.newest_id, found.answers_revision, found.questions_version)


def follow_revision(session: Session, revision: Revised) -> None:
    """Delete the groups of an activity as soon as somebody withdraws or is erased: they may be counted there."""
    if revision.is_forgotten:
        activity = select(Submission.activity_id).where(Submission.id == revision.submission_id).scalar_subquery()
        session.execute(delete(OpinionMap).where(OpinionMap.activity_id == activity))


def _told(found: Found) -> str:
    if found.state is State.GROUPS:
        return _(
            "Groups found: %(groups)s, among %(people)s people.",
            groups=len(found.groups),
            people=f"{found.people:,}",
        )
    return _("No groups were found. The page says why.")


def _require_statements(number: int) -> None:
    if number < FEWEST_STATEMENTS:
        raise Conflict(
            _(
                "Groups need at least %(fewest)s statements to agree or disagree with; there are %(number)s.",
                fewest=FEWEST_STATEMENTS,
                number=number,
            )
        )


JOBS = (JobKind(name=JOB, title=_l("Looking for groups of people who answer alike"), run=look_for_groups),)
