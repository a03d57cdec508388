"""What a group does with its evidence: begin, fill in together, send, and answer an officer's question."""

import secrets
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk import (
    Activity,
    Actor,
    ChangedMeanwhile,
    Closed,
    Envelope,
    Invalid,
    NotFound,
    Organisation,
    clean_text,
    database_now,
    is_open_at,
    lock_row,
    open_envelope,
    record,
)
from plugins.impact.events import EvidenceDiscarded, EvidenceStarted, EvidenceSubmitted, QueryAnswered
from plugins.impact.models import Evidence
from plugins.impact.pages import FormPage, page_version, unfilled
from plugins.impact.policies import AlreadySent, is_member, is_verified
from plugins.impact.procedure import NotNow, Status
from plugins.impact.services import lock_evidence, move


def start_evidence(session: Session, actor: Actor, activity: Activity, organisation_id: int) -> Evidence:
    """Begin a piece of evidence for a group; raises `NotFound` for a group that is not the actor's own."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or not is_member.allows(actor, organisation):
        raise NotFound
    is_verified.require(actor, organisation)
    require_open(session, activity)
    at = database_now(session)
    evidence = Evidence(
        activity_id=activity.id,
        organisation_id=organisation.id,
        idempotency_key=secrets.token_hex(16),
        represented=organisation.represents,
        texts={"basis": organisation.basis} if organisation.basis else {},
        created_at=at,
        saved_at=at,
        saved_by_id=actor.person_id,
    )
    session.add(evidence)
    session.flush()
    event = EvidenceStarted(
        consultation_id=activity.consultation_id, evidence_id=evidence.id, organisation_id=organisation.id
    )
    record(session, event, by=actor)
    return evidence


def save_page(
    session: Session, actor: Actor, evidence: Evidence, page: FormPage, answers: Mapping[str, Any], seen_version: int
) -> None:
    """Keep one page of a draft; raises `ChangedMeanwhile` when another member saved the same page since."""
    _lock_draft(session, evidence)
    if page_version(evidence, page) != seen_version:
        raise ChangedMeanwhile(
            "Another member of your group saved this page while you had it open. "
            "Compare both versions below. Saving again replaces theirs with yours."
        )
    for column in page.columns:
        setattr(evidence, column, answers[column])
    evidence.texts = {
        **evidence.texts,
        **{key: clean_text(answers[key] or "").strip() for key in page.texts},
    }
    evidence.page_versions = {**evidence.page_versions, page.id: seen_version + 1}
    evidence.saved_at = database_now(session)
    evidence.saved_by_id = actor.person_id
    session.flush()


def submit_evidence(session: Session, actor: Actor, evidence: Evidence, seen_version: int) -> Evidence:
    """Send the evidence; sending it twice changes nothing.

    Raises `Closed` after the closing time, `ChangedMeanwhile` when the draft is not the one that was checked, and
    `Invalid` while a page is empty.
    """
    lock_evidence(session, evidence)
    if evidence.submission_id is not None:
        return evidence
    require_open(session, evidence.activity)
    if unfilled(evidence):
        raise Invalid(f"Fill in the page “{unfilled(evidence)[0].title}” before you send the evidence.")
    if evidence.version != seen_version:
        raise ChangedMeanwhile("Somebody in your group changed the evidence since you checked it. Check it again.")
    envelope = Envelope(
        answers={key: text for key, text in evidence.texts.items() if text},
        idempotency_key=f"impact:{evidence.idempotency_key}",
    )
    submission = open_envelope(session, evidence.activity, envelope)
    at = database_now(session)
    move(
        session,
        actor,
        evidence,
        Status.SUBMITTED,
        submission=submission,
        texts={},
        submitted_at=at,
        submitted_by_id=actor.person_id,
    )
    sent = EvidenceSubmitted(
        consultation_id=evidence.activity.consultation_id,
        evidence_id=evidence.id,
        organisation_id=evidence.organisation_id,
        reference=submission.reference,
    )
    record(session, sent, by=actor)
    return evidence


def discard_draft(session: Session, actor: Actor, evidence: Evidence) -> None:
    """Throw a draft away."""
    _lock_draft(session, evidence)
    event = EvidenceDiscarded(consultation_id=evidence.activity.consultation_id, evidence_id=evidence.id)
    record(session, event, by=actor)
    session.delete(evidence)
    session.flush()


def answer_query(session: Session, actor: Actor, evidence: Evidence, answer: str) -> None:
    """Answer the officer's open question; the evidence goes back to screening."""
    lock_evidence(session, evidence)
    if evidence.stands_at is not Status.QUERIED:
        raise NotNow("There is no open question about this evidence. Reload the page to see where it is.")
    open_query = evidence.queries[-1]
    open_query.answer = clean_text(answer).strip()
    open_query.answered_at = database_now(session)
    open_query.answered_by_id = actor.person_id
    session.flush()
    move(session, actor, evidence, Status.SCREENED)
    event = QueryAnswered(
        consultation_id=evidence.activity.consultation_id, evidence_id=evidence.id, reference=evidence.reference
    )
    record(session, event, by=actor)


def require_open(session: Session, activity: Activity) -> None:
    """Raise `Closed` unless the consultation takes evidence now, by the database's clock."""
    if not is_open_at(activity.consultation, database_now(session)):
        raise Closed("This consultation is not open, so evidence cannot be filed. Your drafts stay where they are.")


def _lock_draft(session: Session, evidence: Evidence) -> None:
    lock_row(session, evidence)
    if evidence.stands_at is not Status.DRAFT:
        raise AlreadySent
    require_open(session, evidence.activity)
