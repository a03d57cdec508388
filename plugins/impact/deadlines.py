"""By when a piece of evidence is to be answered: promised in public when it is accepted, and kept by the core."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.activities import Activity, Consultation
from consult.sdk.database import clock
from consult.sdk.deadlines import meet_deadlines, set_working_days
from consult.sdk.events import ConsultationChanged, on
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference
from plugins.impact.models import Evidence
from plugins.impact.procedure import ANSWER_DAYS, OWED, SETTLED


def reference_of(evidence: Evidence) -> Reference:
    """Return the reference to what was sent."""
    return Reference("submission", evidence.submission_id or 0)


def keep_deadline(session: Session, evidence: Evidence) -> None:
    """Promise an answer to accepted evidence within working days after closing, until it is given."""
    if evidence.stands_at in SETTLED:
        meet_deadlines(session, reference_of(evidence))
    elif evidence.stands_at in OWED:
        text = _("Answer evidence %(reference)s", reference=evidence.reference)
        first = _counted_from(session, evidence)
        set_working_days(session, reference_of(evidence), first, ANSWER_DAYS, owner=Role.OFFICER, text=text)


def follow_dates(session: Session, event: ConsultationChanged) -> None:
    """Count again when the closing date of the consultation changed."""
    activities = select(Activity.id).where(Activity.consultation_id == event.consultation_id)
    owed = Evidence.status.in_(sorted(OWED))
    for evidence in session.scalars(select(Evidence).where(Evidence.activity_id.in_(activities), owed)):
        keep_deadline(session, evidence)


DATES_CHANGED = on(ConsultationChanged, follow_dates)


def _counted_from(session: Session, evidence: Evidence) -> date:
    accepted = next(step.at for step in reversed(evidence.steps) if step.status == "accepted")
    closes_at = session.get_one(Consultation, evidence.activity.consultation_id).closes_at
    return clock.london(max(accepted, closes_at or accepted)).date()
