"""Publishing results by two officers: one asks, another looks at the same page and publishes."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.audit.services import record
from consult.consultations.models import Activity, Consultation
from consult.contract.plugin import Waiting
from consult.disclosure.release import StillOpen
from consult.exports.equality import is_running
from consult.exports.events import ResultsRequestDropped, ResultsRequested
from consult.exports.models import PublishedResults, ResultsRequest
from consult.exports.services import publish_results
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict
from consult.kernel.messages import gettext as _


def find_request(session: Session, activity_id: int) -> ResultsRequest | None:
    """Return what waits for a second officer, if anything does."""
    return session.get(ResultsRequest, activity_id)


def ask_to_publish(session: Session, actor: Actor, activity: Activity) -> ResultsRequest:
    """Ask another officer to publish an activity's results.

    Raises `StillOpen` while people can take part, and `Conflict` when another request waits already.
    """
    lock_row(session, activity)
    if is_running(session, session.get_one(Consultation, activity.consultation_id)):
        raise StillOpen
    waiting = find_request(session, activity.id)
    if waiting is not None:
        if waiting.asked_by_id == actor.person_id:
            return waiting
        raise Conflict(_("Another request to publish these results is waiting. Publish it, or send it back."))
    asked = ResultsRequest(activity_id=activity.id, asked_at=clock.now(), asked_by_id=actor.person_id)
    session.add(asked)
    event = ResultsRequested(consultation_id=activity.consultation_id, activity_id=activity.id)
    record(session, event, actor)
    session.flush()
    return asked


def publish_asked(session: Session, actor: Actor, activity: Activity) -> PublishedResults:
    """Publish what another officer asked for; raises `Conflict` for what nobody, or this officer, asked for."""
    lock_row(session, activity)
    asked = find_request(session, activity.id)
    if asked is None:
        raise Conflict(_("Nobody asks to publish these results any more. Look at the page again."))
    if asked.asked_by_id == actor.person_id:
        raise Conflict(_("You asked for these results to be published, so another officer must publish them."))
    session.delete(asked)
    return publish_results(session, actor, activity)


def drop_request(session: Session, actor: Actor, activity: Activity) -> None:
    """Take a request back, or send it back; doing it again changes nothing."""
    lock_row(session, activity)
    asked = find_request(session, activity.id)
    if asked is not None:
        session.delete(asked)
        event = ResultsRequestDropped(consultation_id=activity.consultation_id, activity_id=activity.id)
        record(session, event, actor)
        session.flush()


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
