"""Publishing results by two officers: one asks, another looks at the same page and publishes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.plugin import Waiting
from consult.exports.events import ResultsRequestDropped, ResultsRequested
from consult.exports.exact_publication import exact_counts_to_sign
from consult.exports.making import Progress, publish_results, require_edition
from consult.exports.models import ResultsRequest
from consult.jobs.models import Job
from consult.jobs.services import enqueue, report_progress
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _

JOB = "exports.edition"


def find_request(session: Session, activity_id: int) -> ResultsRequest | None:
    """Return what waits for a second officer, if anything does."""
    return session.get(ResultsRequest, activity_id)


def ask_to_publish(session: Session, actor: Actor, activity: Activity, *, with_crossed: bool = False) -> ResultsRequest:
    """Ask another officer to publish an activity's results.

    Raises `Conflict` where there may be no edition, and when another request waits already.
    """
    lock_row(session, activity)
    require_edition(session, activity, with_crossed=with_crossed)
    waiting = find_request(session, activity.id)
    if waiting is not None:
        if (waiting.asked_by_id, waiting.with_crossed) == (actor.person_id, with_crossed):
            return waiting
        raise Conflict(_("Another request to publish these results is waiting. Publish it, or send it back."))
    asked = ResultsRequest(
        activity_id=activity.id,
        with_crossed=with_crossed,
        asked_at=clock.now(),
        asked_by_id=actor.person_id,
    )
    session.add(asked)
    event = ResultsRequested(consultation_id=activity.consultation_id, activity_id=activity.id)
    record(session, event, actor)
    session.flush()
    return asked


def publish_asked(session: Session, actor: Actor, activity: Activity, *, with_crossed: bool = False) -> Job:
    """Have made what another officer asked for; raises `Conflict` for what nobody, or this officer, asked for."""
    lock_row(session, activity)
    asked = find_request(session, activity.id)
    if asked is None:
        raise Conflict(_("Nobody asks to publish these results any more. Look at the page again."))
    if asked.asked_by_id == actor.person_id:
        raise Conflict(_("You asked for these results to be published, so another officer must publish them."))
    if asked.with_crossed != with_crossed:
        raise Conflict(_("The request was changed meanwhile. Look at the page again."))
    require_edition(session, activity, with_crossed=with_crossed)
    session.delete(asked)
    return enqueue(
        session,
        JOB,
        created_by=actor,
        subject=("activity", activity.id),
        url=f"/staff/activities/{activity.id}/publish",
        activity_id=activity.id,
        with_crossed=with_crossed,
    )


def make_edition(session: Session, job: Job, *, activity_id: int, with_crossed: bool) -> str:
    """Make the edition that two officers wanted: the job `exports.edition`.

    Its numbers are kept together with its end. One that is stopped or killed keeps none, and shows none.
    """
    person = session.get(Person, job.created_by_id) if job.created_by_id else None
    actor = SYSTEM if person is None else Actor(person_id=person.id, name=person.name)
    activity = session.get_one(Activity, activity_id)
    made = publish_results(
        session,
        actor,
        activity,
        with_crossed=with_crossed,
        progress=_every_hundredth(session, job),
    )
    return _("Edition %(number)s is published.", number=made.number)


def _every_hundredth(session: Session, job: Job) -> Progress:
    shown = 0

    def report(done: int, total: int) -> None:
        nonlocal shown
        if done - shown >= total / 100 or done == total:
            shown = done
            report_progress(session, job, done, total)

    return report


def drop_request(session: Session, actor: Actor, activity: Activity) -> None:
    """Take a request back, or send it back; doing it again changes nothing."""
    lock_row(session, activity)
    asked = find_request(session, activity.id)
    if asked is not None:
        session.delete(asked)
        event = ResultsRequestDropped(consultation_id=activity.consultation_id, activity_id=activity.id)
        record(session, event, actor)
        session.flush()


def all_to_publish(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each publication that waits for a second officer."""
    return [*results_to_publish(session, actor), *exact_counts_to_sign(session, actor)]


def results_to_publish(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each activity whose results another officer wants published."""
    if not actor.can("exports.publish"):
        return ()
    waiting = select(Activity.id, Activity.title, ResultsRequest.asked_at).join(
        ResultsRequest, ResultsRequest.activity_id == Activity.id
    )
    others = waiting.where(ResultsRequest.asked_by_id.is_distinct_from(actor.person_id))
    return [
        Waiting(
            text=_("Publish the results of “%(title)s”", title=title),
            since=since,
            endpoint="exports_staff.publish",
            parts={"activity_id": activity_id},
            who=_("Any officer but the one who asks for it"),
        )
        for activity_id, title, since in session.execute(others)
    ]
