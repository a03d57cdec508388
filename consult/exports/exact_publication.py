"""Publishing exact counts: one officer asks for a reason, another signs, and a job counts and keeps them, once."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.accounts.models import Person
from consult.audit.services import record
from consult.consultations.models import Activity
from consult.contract.plugin import Waiting
from consult.contract.quotations import require_verbatim
from consult.exports.events import (
    ExactCountsPublished,
    ExactCountsRequestDropped,
    ExactCountsRequested,
    ExactCountsSigned,
)
from consult.exports.exact_counts import count_exactly, may_have_exact_counts, require_exact_counts
from consult.exports.models import ExactCounts, ExactRequest
from consult.jobs.models import Job
from consult.jobs.services import enqueue
from consult.kernel import clock
from consult.kernel.authz import SYSTEM, Actor
from consult.kernel.db import lock_row
from consult.kernel.errors import Conflict, Invalid
from consult.kernel.messages import gettext as _

JOB = "exports.exact_counts"


def find_exact_request(session: Session, activity_id: int) -> ExactRequest | None:
    """Return what waits for a second officer, if anything does."""
    return session.get(ExactRequest, activity_id)


def exact_refusal_of(session: Session, activity: Activity) -> str | None:
    """Return why there may be no exact counts of an activity, or nothing where there may be."""
    try:
        require_exact_counts(session, activity)
    except Conflict as refused:
        return str(refused)
    return None


def ask_for_exact_counts(session: Session, actor: Actor, activity: Activity, reason: str) -> ExactRequest:
    """Ask another officer to sign that exact counts are published, for a reason that everybody will read.

    Raises `Conflict` where there may be none, and when another request waits already.
    """
    because = reason.strip()
    if not because:
        raise Invalid(fields={"reason": _("Enter why the exact counts are published")})
    lock_row(session, activity)
    require_exact_counts(session, activity)
    waiting = find_exact_request(session, activity.id)
    if waiting is not None:
        if (waiting.asked_by_id, waiting.because) == (actor.person_id, because):
            return waiting
        raise Conflict(_("Another request to publish exact counts is waiting. Sign it, or send it back."))
    require_verbatim(session, activity.consultation_id, because, "reason")
    asked = ExactRequest(activity_id=activity.id, because=because, asked_at=clock.now(), asked_by_id=actor.person_id)
    session.add(asked)
    session.flush()
    event = ExactCountsRequested(consultation_id=activity.consultation_id, activity_id=activity.id)
    record(session, event, actor)
    return asked


def sign_exact_counts(session: Session, actor: Actor, activity: Activity, *, seen: str) -> Job:
    """Have counted and published what another officer asked for, in the request that was `seen`, by its moment.

    Raises `Conflict` for what nobody, or this officer, asked for, and while the counts are being made.
    """
    lock_row(session, activity)
    asked = find_exact_request(session, activity.id)
    if asked is None:
        raise Conflict(_("Nobody asks to publish exact counts any more. Look at the page again."))
    if asked.asked_by_id == actor.person_id:
        raise Conflict(_("You asked for these exact counts, so another officer must sign."))
    if asked.asked_at.isoformat() != seen:
        raise Conflict(_("The request was changed meanwhile. Look at the page again."))
    running = session.get(Job, asked.job_id) if asked.job_id else None
    if running is not None and not running.is_finished:
        return running
    require_exact_counts(session, activity)
    asked.signed_at, asked.signed_by_id = clock.now(), actor.person_id
    job = enqueue(
        session,
        JOB,
        created_by=actor,
        subject=("activity", activity.id),
        url=f"/staff/activities/{activity.id}/exact-counts",
        activity_id=activity.id,
    )
    asked.job_id = job.id
    session.flush()
    event = ExactCountsSigned(consultation_id=activity.consultation_id, activity_id=activity.id)
    record(session, event, actor)
    return job


def make_exact_counts(session: Session, job: Job, *, activity_id: int) -> str:
    """Count, and keep the exact counts that two officers signed: the job `exports.exact_counts`.

    All is read before anything is written; then the activity is locked and asked again.
    """
    activity = session.get_one(Activity, activity_id)
    edition = require_exact_counts(session, activity)
    counts = count_exactly(session, activity, edition)
    lock_row(session, activity)
    edition = require_exact_counts(session, activity)
    asked = find_exact_request(session, activity_id)
    if asked is None or asked.signed_at is None or asked.job_id != job.id:
        raise Conflict(_("Nobody asks to publish exact counts any more. Look at the page again."))
    require_verbatim(session, activity.consultation_id, asked.because, "reason")
    session.add(
        ExactCounts(
            activity_id=activity_id,
            edition_id=edition.id,
            counts={name: dict(lines) for name, lines in counts.items()},
            because=asked.because,
            asked_at=asked.asked_at,
            asked_by_id=asked.asked_by_id,
            signed_at=asked.signed_at,
            signed_by_id=asked.signed_by_id,
        )
    )
    session.delete(asked)
    session.flush()
    session.expire(edition, ["exact"])
    event = ExactCountsPublished(
        consultation_id=activity.consultation_id,
        activity_id=activity_id,
        number=edition.number,
        questions=len(counts),
    )
    person = session.get(Person, job.created_by_id) if job.created_by_id else None
    record(session, event, SYSTEM if person is None else Actor(person_id=person.id, name=person.name))
    return _("The exact counts are published.")


def drop_exact_request(session: Session, actor: Actor, activity: Activity) -> None:
    """Take a request back, or send it back, even while it is counted; doing it again changes nothing."""
    lock_row(session, activity)
    asked = find_exact_request(session, activity.id)
    if asked is not None:
        session.delete(asked)
        session.flush()
        event = ExactCountsRequestDropped(consultation_id=activity.consultation_id, activity_id=activity.id)
        record(session, event, actor)


def exact_counts_to_sign(session: Session, actor: Actor) -> Sequence[Waiting]:
    """Return one step for each activity whose exact counts another officer wants published."""
    if not actor.can("exports.publish") or not may_have_exact_counts(session):
        return ()
    waiting = select(Activity.id, Activity.title, ExactRequest.asked_at).join(
        ExactRequest, ExactRequest.activity_id == Activity.id
    )
    others = waiting.where(ExactRequest.asked_by_id.is_distinct_from(actor.person_id), ExactRequest.job_id.is_(None))
    return [
        Waiting(
            text=_("Sign the exact counts of “%(title)s”, or send them back", title=title),
            since=since,
            endpoint="exports_exact_staff.exact_counts",
            parts={"activity_id": activity_id},
            who=_("Any officer but the one who asks for it"),
        )
        for activity_id, title, since in session.execute(others)
    ]
