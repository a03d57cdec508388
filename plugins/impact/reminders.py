"""Writing to groups whose draft is not sent when the closing date is near, by a job of each day."""

from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager

from consult.sdk.activities import Activity, Channel, Consultation, is_open_at
from consult.sdk.database import database_now
from consult.sdk.jobs import Job, JobKind, enqueue, report_progress
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from plugins.impact.letters import tell_of_closing
from plugins.impact.models import Evidence
from plugins.impact.procedure import Status

REMIND, WRITE = "impact.remind_groups", "impact.remind_group"
NEAR = timedelta(days=3)


def remind_groups(session: Session, job: Job) -> str:
    """Ask for one letter about each draft that can be sent for three days at most: once, until the day is moved."""
    now = database_now(session)
    drafts = (
        select(Evidence)
        .join(Evidence.activity)
        .join(Activity.consultation)
        .where(
            Evidence.status == Status.DRAFT,
            Evidence.channel == Channel.WEB,
            Consultation.closes_at > now,
            Consultation.closes_at <= now + NEAR,
        )
        .options(contains_eager(Evidence.activity).contains_eager(Activity.consultation))
        .order_by(Evidence.id)
    )
    waiting = [draft for draft in session.scalars(drafts) if is_open_at(draft.activity.consultation, now)]
    for number, draft in enumerate(waiting):
        report_progress(session, job, number, len(waiting))
        closes_at = draft.activity.consultation.closes_at
        key = f"{WRITE}:{draft.id}:{draft.created_at:%Y%m%d%H%M%S}:{closes_at:%Y%m%d%H%M}"
        enqueue(session, WRITE, key=key, evidence_id=draft.id)
    return ngettext("%(num)s draft is not sent.", "%(num)s drafts are not sent.", len(waiting))


def remind_group(session: Session, _job: Job, *, evidence_id: int) -> str:
    """Write to the members of a group that their draft is not sent, unless it was or is gone."""
    draft = session.get(Evidence, evidence_id)
    closes_at = draft.activity.consultation.closes_at if draft and draft.stands_at is Status.DRAFT else None
    if draft is None or closes_at is None or not is_open_at(draft.activity.consultation, database_now(session)):
        return _("There is nothing to remind of.")
    tell_of_closing(session, draft, closes_at)
    return _("The group was written to.")


JOBS = (
    JobKind(name=REMIND, title=_l("Looking for evidence that is not sent yet"), run=remind_groups, is_daily=True),
    JobKind(name=WRITE, title=_l("Reminding a group of its draft"), run=remind_group),
)
