"""Making a pledge, keeping it, and deleting one that was made by mistake."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor, Role
from consult.sdk.activities import Activity, Envelope, Status, open_envelope, require_open, set_status
from consult.sdk.database import begin_write, clock, database_now, lock_row, tokens
from consult.sdk.deadlines import forget_deadlines, meet_deadlines, set_working_days
from consult.sdk.errors import Compared, require_same
from consult.sdk.events import record
from consult.sdk.files import StoredFile, forget_file
from consult.sdk.jobs import enqueue
from consult.sdk.records import forget
from consult.sdk.references import cite, forget_citations, read_references, reference_to
from consult.sdk.texts import clean_text
from tests.outside.consult_pledge.events import PledgeDeleted, PledgeKept, PledgeMade, PledgeReported
from tests.outside.consult_pledge.jobs import ASK
from tests.outside.consult_pledge.models import Pledge

REPLY_DAYS = 10


def make_pledge(
    session: Session, actor: Actor, activity: Activity, *, form_key: str, text: str, because_of: str
) -> Pledge:
    """Take a pledge in, with what it refers to; the same form sent twice is one pledge.

    Raises `Closed` unless the consultation is open, and `WrongLines` for what cannot be referred to.
    """
    cited = read_references(session, actor, because_of)
    begin_write(session)
    activity, consultation_id = require_open(session, activity.id)
    key = tokens.digest(f"pledge:{activity.id}:{form_key}")
    envelope = Envelope(answers={"text": clean_text(text).strip()}, idempotency_key=key)
    submission = open_envelope(session, activity, envelope)
    earlier = session.scalar(select(Pledge).where(Pledge.submission_id == submission.id))
    if earlier is not None:
        return earlier
    pledge = Pledge(submission=submission)
    session.add(pledge)
    session.flush()
    cite(session, actor, reference_to(pledge), cited)
    today = clock.london(database_now(session)).date()
    text = f"Thank for pledge {submission.reference}"
    set_working_days(session, reference_to(pledge), today, REPLY_DAYS, owner=Role.OFFICER, text=text)
    enqueue(session, ASK, delay=timedelta(days=365), pledge_id=pledge.id)
    record(session, PledgeMade(consultation_id=consultation_id, activity_id=activity.id), by=actor)
    return pledge


def keep_pledge(session: Session, actor: Actor, pledge: Pledge) -> None:
    """Note that the pledge was kept; noting it twice changes nothing."""
    lock_row(session, pledge)
    if pledge.kept_at is not None:
        return
    pledge.kept_at = database_now(session)
    meet_deadlines(session, reference_to(pledge))
    session.flush()
    record(session, PledgeKept(pledge_id=pledge.id), by=actor)


def report_on_pledge(
    session: Session, actor: Actor, pledge: Pledge, *, finding: str, photo: StoredFile | None = None
) -> None:
    """Say for everybody what came of a pledge; saying the same again changes nothing."""
    lock_row(session, pledge)
    finding = clean_text(finding).strip()
    if pledge.finding:
        require_same(Compared("What came of it", pledge.finding, finding))
        if photo is not None:
            forget_file(session, photo)
        return
    pledge.finding, pledge.photo, pledge.reported_by_id = finding, photo, actor.person_id
    session.flush()
    record(session, PledgeReported(pledge_id=pledge.id), by=actor)


def delete_pledge(session: Session, actor: Actor, pledge: Pledge) -> None:
    """Take the pledge out of every count, and delete what is kept beside its envelope and all that refers to it."""
    lock_row(session, pledge)
    submission = pledge.submission
    set_status(session, session.get_one(Activity, submission.activity_id), submission, Status.WITHDRAWN)
    reference = reference_to(pledge)
    forget_citations(session, reference)
    forget_deadlines(session, reference)
    photo = pledge.photo
    session.delete(pledge)
    session.flush()
    if photo is not None:
        forget_file(session, photo)
    forget(session, "pledge", [str(reference.id)])
    record(session, PledgeDeleted(pledge_id=reference.id), by=actor)
