"""What an officer does with evidence: screen, ask, accept, weigh, answer; and how it moves."""

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import State, is_open_at
from consult.sdk.database import database_now, lock_row
from consult.sdk.errors import Conflict, Invalid
from consult.sdk.events import record
from consult.sdk.files import forget_file
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.texts import clean_text
from plugins.impact import letters
from plugins.impact.deadlines import keep_deadline
from plugins.impact.events import (
    AboutEvidence,
    EvidenceAccepted,
    EvidenceAnswered,
    EvidenceCleared,
    EvidenceConsidered,
    EvidenceQueried,
    EvidenceScreened,
)
from plugins.impact.models import Evidence, Query, Step
from plugins.impact.procedure import COURSE, NotNow, Status
from plugins.impact.quoting import require_quotable

FOR_THE_PUBLIC = frozenset({"public", "anonymous"})
ENDED = frozenset({State.DECIDED, State.ARCHIVED})


class AlreadyDecided(Conflict):
    """The decision was published, so the evidence stays as it was answered."""

    default = _l("The decision on this consultation has been published, so its evidence can no longer change.")


def screen_evidence(session: Session, actor: Actor, evidence: Evidence, reason: str = "") -> None:
    """Note that an officer read the evidence; one that was ruled out comes back, for a reason."""
    lock_case(session, evidence)
    if evidence.stands_at not in {Status.SUBMITTED, Status.OUT_OF_SCOPE}:
        raise NotNow(_("This evidence was read already. Reload the page to see where it is."))
    reason = clean_text(reason).strip()
    move(session, actor, evidence, Status.SCREENED, reason, scope_code=None, scope_reason="")
    record(session, told(EvidenceScreened, evidence), by=actor)


def query_evidence(session: Session, actor: Actor, evidence: Evidence, question: str) -> None:
    """Ask the group a question, and write to its members."""
    move(session, actor, evidence, Status.QUERIED)
    asked = Query(question=clean_text(question).strip(), asked_at=database_now(session), asked_by_id=actor.person_id)
    evidence.queries.append(asked)
    session.flush()
    record(session, told(EvidenceQueried, evidence), by=actor)
    letters.tell_of_question(session, evidence)


def accept_evidence(session: Session, actor: Actor, evidence: Evidence, *, is_cleared: bool) -> None:
    """Accept the evidence: from now on the decision owes it an answer.

    With `is_cleared` the public may read it; that takes a second officer when the group said that somebody could be
    recognised, and so is refused here.
    """
    if is_cleared and evidence.is_declared_personal:
        raise Invalid(_("The group says that somebody could be recognised. Accept it first, then ask to publish it."))
    is_cleared = is_cleared and evidence.publication in FOR_THE_PUBLIC
    published_at = evidence.published_at or (database_now(session) if is_cleared else None)
    move(session, actor, evidence, Status.ACCEPTED, is_cleared=is_cleared, published_at=published_at)
    record(session, told(EvidenceAccepted, evidence), by=actor)
    if is_cleared:
        record(session, told(EvidenceCleared, evidence), by=actor)
        letters.tell_of_publication(session, evidence)


def consider_evidence(session: Session, actor: Actor, evidence: Evidence, weight: str, reason: str) -> None:
    """Say how much weight the evidence has, and why."""
    reason = clean_text(reason).strip()
    require_quotable(session, evidence, reason, "reason")
    move(session, actor, evidence, Status.CONSIDERED, reason, weight=weight, weight_reason=reason)
    record(session, told(EvidenceConsidered, evidence), by=actor)


def respond(session: Session, actor: Actor, evidence: Evidence, answer: str) -> None:
    """Tell the group what was done with its evidence and why, and write to its members.

    Raises `NotNow` while the consultation is open: what others say may still change the answer.
    """
    at = database_now(session)
    if is_open_at(evidence.activity.consultation, at):
        raise NotNow(_("The consultation is still open. Answer this evidence after the closing date."))
    answer = clean_text(answer).strip()
    require_quotable(session, evidence, answer, "answer")
    move(session, actor, evidence, Status.RESPONDED, answer=answer, answered_at=at)
    record(session, told(EvidenceAnswered, evidence), by=actor)
    letters.tell_of_answer(session, evidence)


def lock_evidence(session: Session, evidence: Evidence) -> None:
    """Keep everybody else from changing the evidence until the end.

    The consultation comes first, as when a decision is published: so no piece can be opened again between the last
    look at what is missing and the decision.
    """
    lock_row(session, evidence.activity.consultation)
    lock_row(session, evidence)


def lock_case(session: Session, evidence: Evidence) -> None:
    """Lock the evidence for a step of its procedure; raises `AlreadyDecided` once the decision was published.

    What keeps people safe (to stop publishing, to narrow who may read it) takes `lock_evidence` alone.
    """
    lock_evidence(session, evidence)
    if evidence.activity.consultation.state in ENDED:
        raise AlreadyDecided


def move(
    session: Session, actor: Actor, evidence: Evidence, after: Status, reason: str = "", **changes: object
) -> None:
    """Make a move that the table allows, change what goes with it, and keep it as a step."""
    lock_case(session, evidence)
    step = COURSE.enter(session, actor, evidence, after, reason)
    for name, value in changes.items():
        setattr(evidence, name, value)
    number = len(evidence.steps) + 1
    evidence.steps.append(Step(number=number, status=step.after, reason=step.reason, at=step.at, by_id=step.by_id))
    session.flush()
    keep_deadline(session, evidence)


def forget_attachments(session: Session, evidence: Evidence) -> None:
    """Delete all files of evidence that is withdrawn, erased or thrown away."""
    files = [attachment.file for attachment in evidence.attachments]
    evidence.attachments.clear()
    session.flush()
    for file in files:
        forget_file(session, file)


def told(event: type[AboutEvidence], evidence: Evidence, **more: str) -> AboutEvidence:
    """Return an event about the evidence."""
    return event(
        consultation_id=evidence.activity.consultation_id,
        evidence_id=evidence.id,
        reference=evidence.reference,
        **more,
    )
