"""One person's part in evidence: handed over on request, and taken out on erasure."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from sqlalchemy import Update, or_, select, update
from sqlalchemy.orm import Session, selectinload

from consult.sdk.activities import Activity, Consultation
from consult.sdk.database import clock
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import PersonalData
from plugins.impact.models import Attachment, Evidence, LatePermission, PageVersion, Query, Step
from plugins.impact.procedure import Status
from plugins.impact.services import ENDED, forget_attachments

DRAFTS_KEPT = timedelta(days=60)


def collect(session: Session, person_id: int) -> Mapping[str, Any]:
    """Return what the person filed, asked and answered; the evidence itself is the group's."""
    part = (Evidence.saved_by_id, Evidence.submitted_by_id, Evidence.entered_by_id, Evidence.clearing_by_id)
    filed = select(Evidence).where(or_(*(column == person_id for column in part)))
    asked = select(Query).where(or_(Query.asked_by_id == person_id, Query.answered_by_id == person_id))
    moved = select(Step).where(Step.by_id == person_id)
    saved = select(PageVersion).where(PageVersion.saved_by_id == person_id)
    allowed = select(LatePermission).where(LatePermission.allowed_by_id == person_id)
    added = select(Attachment).where(Attachment.added_by_id == person_id)
    return {
        "evidence": [
            {
                "reference": evidence.reference,
                "status": evidence.status,
                "saved_at": evidence.saved_at,
                "submitted_at": evidence.submitted_at,
                "was_submitted_by_person": evidence.submitted_by_id == person_id,
                "was_entered_by_person": evidence.entered_by_id == person_id,
                "asked_to_publish": evidence.clearing_by_id == person_id,
            }
            for evidence in session.scalars(filed.options(selectinload(Evidence.submission)).order_by(Evidence.id))
        ],
        "questions": [
            {"question": query.question, "asked_at": query.asked_at}
            if query.asked_by_id == person_id
            else {"answer": query.answer, "answered_at": query.answered_at}
            for query in session.scalars(asked.order_by(Query.id))
        ],
        "steps": [{"status": step.status, "at": step.at} for step in session.scalars(moved.order_by(Step.id))],
        "saved_pages": [
            {"page": saved_page.page, "content": saved_page.content, "saved_at": saved_page.saved_at}
            for saved_page in session.scalars(saved.order_by(PageVersion.id))
        ],
        "files": [
            {"name": attachment.file.name, "sha256": attachment.sha256, "added_at": attachment.added_at}
            for attachment in session.scalars(added.order_by(Attachment.id))
        ],
        "late_permissions": [
            {"until_on": permission.until_on, "reason": permission.reason, "allowed_at": permission.allowed_at}
            for permission in session.scalars(allowed.order_by(LatePermission.id))
        ],
    }


def erase(session: Session, person_id: int) -> int:
    """Take the person out of every row; what the group said and the council answered stays."""
    changed = 0
    for column in (
        Evidence.saved_by_id,
        Evidence.submitted_by_id,
        Evidence.entered_by_id,
        Evidence.clearing_by_id,
        PageVersion.saved_by_id,
        LatePermission.allowed_by_id,
        Attachment.added_by_id,
        Query.asked_by_id,
        Query.answered_by_id,
        Step.by_id,
    ):
        statement: Update = update(column.class_).where(column == person_id).values({column.key: None})
        result: Any = session.execute(statement)
        changed += result.rowcount
    return changed


def purge_drafts(session: Session) -> int:
    """Delete drafts that can never be sent: of decided consultations, saved last more than 60 days ago."""
    never_sent = (
        select(Evidence)
        .join(Evidence.activity)
        .join(Activity.consultation)
        .where(
            Evidence.status == Status.DRAFT,
            Evidence.saved_at < clock.now() - DRAFTS_KEPT,
            Consultation.state.in_(sorted(ENDED)),
        )
    )
    drafts = session.scalars(never_sent).all()
    for draft in drafts:
        forget_attachments(session, draft)
        session.delete(draft)
    session.flush()
    return len(drafts)


TABLES = (
    "impact_evidence",
    "impact_query",
    "impact_step",
    "impact_page_version",
    "impact_late_permission",
    "impact_attachment",
)
PERSONAL_DATA = (
    PersonalData(
        tables=TABLES,
        collect=collect,
        erase=erase,
        purge=purge_drafts,
        kept=_l(
            "As long as the consultation’s record, or until the group withdraws it. What was never sent goes once the "
            "decision is published and nobody saved it for 60 days"
        ),
    ),
)
