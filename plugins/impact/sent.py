"""What a group does with evidence that it sent: withdraw it, and add to it."""

from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Cause, revise
from consult.sdk.activities import Status as SubmissionStatus
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.records import forget
from plugins.impact import letters
from plugins.impact.events import EvidenceWithdrawn
from plugins.impact.evidence_drafts import begin_draft
from plugins.impact.lateness import require_time
from plugins.impact.models import Evidence
from plugins.impact.pages import PAGES
from plugins.impact.procedure import NotNow, Status
from plugins.impact.services import forget_attachments, lock_case, move, told

ADDED_ON = "statement"
"""The page that an addition leaves empty; the others begin as they were."""
EMPTY = {"characteristics": [], "areas": [], "has_consent": False}


def withdraw_evidence(session: Session, actor: Actor, evidence: Evidence) -> None:
    """Withdraw the evidence for its group: what it says is deleted, that it was sent stays; until it is answered."""
    lock_case(session, evidence)
    if evidence.stands_at is Status.WITHDRAWN:
        return
    if evidence.submission is None:
        raise NotNow(_("This is a draft. Throw it away instead."))
    forgotten: dict[str, Any] = {column: EMPTY.get(column) for page in PAGES for column in page.columns}
    move(
        session,
        actor,
        evidence,
        Status.WITHDRAWN,
        **forgotten,
        is_cleared=False,
        clearing_reason="",
        clearing_by_id=None,
        scope_code=None,
        scope_reason="",
        appeal="",
        weight=None,
        weight_reason="",
        received_from="",
    )
    forget(session, "impact_query", [str(query.id) for query in evidence.queries])
    forget(session, "impact_step", [str(step.id) for step in evidence.steps])
    forget(session, "impact_evidence", [str(evidence.id)])
    evidence.queries.clear()
    forget_attachments(session, evidence)
    for step in evidence.steps:
        # A reason may repeat what the group wrote.
        step.reason = ""
    session.flush()
    revise(
        session,
        evidence.activity,
        evidence.submission,
        Cause.WITHDRAWAL,
        status=SubmissionStatus.WITHDRAWN,
        answers={},
        area="",
    )
    record(session, told(EvidenceWithdrawn, evidence), by=actor)
    letters.tell_officers(
        session, evidence, _l("Evidence %(reference)s was withdrawn by its group", reference=evidence.reference)
    )


def begin_addition(session: Session, actor: Actor, evidence: Evidence) -> Evidence:
    """Begin evidence that adds to a sent piece: a draft of its own, filled in as that one was but for what happened."""
    lock_case(session, evidence)
    if evidence.submission is None or evidence.stands_at is Status.WITHDRAWN:
        raise NotNow(_("Only evidence that was sent, and not withdrawn, can be added to."))
    require_time(session, evidence.activity, evidence.organisation_id)
    kept = {column: getattr(evidence, column) for page in PAGES for column in page.columns}
    texts = {key: evidence.text(key) for page in PAGES for key in page.texts if page.id != ADDED_ON}
    return begin_draft(
        session,
        actor,
        evidence.activity,
        evidence.organisation,
        **kept,
        texts=texts,
        page_versions={page.id: 1 for page in PAGES if page.id != ADDED_ON},
        adds_to_id=evidence.id,
    )
