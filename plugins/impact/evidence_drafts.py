"""What a group does with its evidence: begin, fill in together, send, and answer an officer's question."""

import secrets
from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, Cause, Channel, Envelope, open_envelope, revise
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import ChangedMeanwhile, Closed, Invalid, NotFound, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Organisation
from consult.sdk.texts import clean_text
from plugins.impact import letters, presentation
from plugins.impact.events import (
    EvidenceCorrected,
    EvidenceDiscarded,
    EvidenceStarted,
    EvidenceSubmitted,
    QueryAnswered,
)
from plugins.impact.lateness import require_time, require_time_to_send
from plugins.impact.models import Evidence, PageVersion
from plugins.impact.pages import FormPage, page_version, unfilled
from plugins.impact.policies import AlreadySent, is_member, is_verified
from plugins.impact.procedure import NotNow, Status
from plugins.impact.services import ENDED, forget_attachments, lock_case, move, told

CHANGED = _l("Somebody else saved this page while you had it open. Compare the texts, then save again.")


def start_evidence(session: Session, actor: Actor, activity: Activity, organisation_id: int) -> Evidence:
    """Begin a piece of evidence for a group; raises `NotFound` for a group that is not the actor's own.

    A group that is not verified yet can begin; it is verified before it sends.
    """
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or not is_member.allows(actor, organisation):
        raise NotFound
    require_time(session, activity, organisation.id)
    basis = {"texts": {"basis": organisation.basis}} if organisation.basis else {}
    return begin_draft(session, actor, activity, organisation, represented=organisation.represents, **basis)


def begin_draft(
    session: Session, actor: Actor, activity: Activity, organisation: Organisation, **values: object
) -> Evidence:
    """Make a draft for a group with these values in it."""
    at = database_now(session)
    evidence = Evidence(
        activity=activity,
        organisation=organisation,
        idempotency_key=secrets.token_hex(16),
        created_at=at,
        saved_at=at,
        saved_by_id=actor.person_id,
        **values,
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
    """Keep one page of a draft, and what it said before.

    A member may also correct what an officer entered, until it is read. Raises `ChangedMeanwhile` when somebody else
    saved the same page since, `AlreadySent` when it can no longer be changed.
    """
    lock_editable(session, evidence)
    texts = {key: clean_text(answers[key] or "").strip() for key in page.texts}
    now = page_version(evidence, page)
    if now != seen_version:
        sent = PageVersion(page=page.id, content=_content(page, answers, texts))
        require_version(now, seen_version, *presentation.compared(evidence, page, sent, seen_version), sentence=CHANGED)
        return
    for column in page.columns:
        setattr(evidence, column, answers[column])
    at = database_now(session)
    evidence.page_versions = {**evidence.page_versions, page.id: seen_version + 1}
    evidence.saved_at, evidence.saved_by_id = at, actor.person_id
    if evidence.submission is None:
        evidence.texts = {**evidence.texts, **texts}
        version = PageVersion(
            page=page.id,
            number=seen_version + 1,
            content=_content(page, answers, texts),
            saved_at=at,
            saved_by_id=actor.person_id,
        )
        evidence.saved_pages.append(version)
        session.flush()
        return
    session.flush()
    answered = {**evidence.submission.answers, **texts}
    kept = {key: text for key, text in answered.items() if text}
    corrected = told(EvidenceCorrected, evidence)
    revise(session, evidence.activity, evidence.submission, Cause.AUTHOR, by=actor, event=corrected, answers=kept)


def submit_evidence(session: Session, actor: Actor, evidence: Evidence, seen_version: int) -> Evidence:
    """Send the evidence; sending it twice changes nothing.

    Raises `NotVerified` for a group that no officer verified, `VerificationOver` once that has ended, `TooLate` after
    the closing time unless an officer let the group be late, `ChangedMeanwhile` when the draft is not the one that was
    checked, and `Invalid` while a page is empty.
    """
    lock_case(session, evidence)
    if evidence.submission_id is not None:
        return evidence
    is_verified.require(actor, evidence)
    late_reason = require_time_to_send(session, evidence)
    if unfilled(evidence):
        raise Invalid(
            _("Fill in the page “%(title)s” before you send the evidence.", title=unfilled(evidence)[0].title)
        )
    if evidence.version != seen_version:
        raise ChangedMeanwhile(_("Somebody in your group changed the evidence since you checked it. Check it again."))
    envelope = Envelope(
        answers={key: text for key, text in evidence.texts.items() if text},
        idempotency_key=f"impact:{evidence.idempotency_key}",
        channel=Channel(evidence.channel),
        received_on=evidence.received_on,
        transcribed_by_id=evidence.entered_by_id,
    )
    submission = open_envelope(session, evidence.activity, envelope)
    evidence.saved_pages.clear()
    at = database_now(session)
    move(
        session,
        actor,
        evidence,
        Status.SUBMITTED,
        submission=submission,
        texts={},
        late_reason=late_reason,
        submitted_at=at,
        submitted_by_id=actor.person_id,
    )
    event = EvidenceSubmitted(
        consultation_id=evidence.activity.consultation_id,
        evidence_id=evidence.id,
        organisation_id=evidence.organisation_id,
        reference=submission.reference,
    )
    record(session, event, by=actor)
    letters.tell_of_receipt(session, evidence)
    return evidence


def discard_draft(session: Session, actor: Actor, evidence: Evidence) -> None:
    """Throw a draft away."""
    lock_row(session, evidence)
    if evidence.stands_at is not Status.DRAFT:
        raise AlreadySent
    event = EvidenceDiscarded(
        consultation_id=evidence.activity.consultation_id,
        evidence_id=evidence.id,
        organisation_id=evidence.organisation_id,
    )
    record(session, event, by=actor)
    forget_attachments(session, evidence)
    session.delete(evidence)
    session.flush()


def answer_query(session: Session, actor: Actor, evidence: Evidence, answer: str, *, is_public: bool = False) -> None:
    """Answer the officer's open question; the evidence goes back to screening.

    With `is_public` the group agrees that question and answer are published with its evidence.
    """
    lock_case(session, evidence)
    if evidence.stands_at is not Status.QUERIED:
        raise NotNow(_("There is no open question about this evidence. Reload the page to see where it is."))
    open_query = evidence.queries[-1]
    open_query.answer = clean_text(answer).strip()
    open_query.answered_at = database_now(session)
    open_query.answered_by_id = actor.person_id
    open_query.is_public = is_public
    session.flush()
    move(session, actor, evidence, Status.SCREENED)
    record(session, told(QueryAnswered, evidence), by=actor)
    letters.tell_officers(
        session, evidence, _l("Evidence %(reference)s has an answer to your question", reference=evidence.reference)
    )


def lock_editable(session: Session, evidence: Evidence) -> None:
    """Lock evidence that can still be changed; raises `AlreadySent` or `Closed` for any other."""
    lock_row(session, evidence)
    is_unread_entry = evidence.was_entered and evidence.stands_at is Status.SUBMITTED
    if evidence.stands_at is not Status.DRAFT and not is_unread_entry:
        raise AlreadySent
    if evidence.activity.consultation.state in ENDED:
        raise Closed(_("The decision on this consultation has been published, so this draft can no longer be changed."))


def _content(page: FormPage, answers: Mapping[str, object], texts: Mapping[str, str]) -> dict[str, object]:
    kept = {column: answers[column] for column in page.columns}
    return {
        **{name: value.isoformat() if isinstance(value, date) else value for name, value in kept.items()},
        **texts,
    }
