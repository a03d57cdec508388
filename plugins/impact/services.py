"""What an officer does with evidence: screen, ask, accept or rule out, weigh, answer."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from consult.sdk import Actor, Conflict, State, clean_text, database_now, lock_row, record
from plugins.impact import letters
from plugins.impact.events import (
    AboutEvidence,
    EvidenceAccepted,
    EvidenceAnswered,
    EvidenceCleared,
    EvidenceConsidered,
    EvidenceQueried,
    EvidenceRuledOut,
    EvidenceScreened,
    EvidenceTakenBack,
)
from plugins.impact.models import Evidence, Query, Step
from plugins.impact.procedure import PUBLISHED, NotNow, Status, require_move
from plugins.impact.queries import unsettled

ENDED = frozenset({State.DECIDED.value, State.ARCHIVED.value})


class AlreadyDecided(Conflict):
    """The decision was published, so the evidence stays as it was answered."""

    default = "The decision on this consultation has been published, so its evidence can no longer change."


def screen_evidence(session: Session, actor: Actor, evidence: Evidence, reason: str = "") -> None:
    """Note that an officer read the evidence; one that was ruled out comes back, for a reason."""
    move(session, actor, evidence, Status.SCREENED, clean_text(reason).strip(), scope_reason="")
    record(session, _told(EvidenceScreened, evidence), by=actor)


def query_evidence(session: Session, actor: Actor, evidence: Evidence, question: str) -> None:
    """Ask the group a question, and write to its members."""
    move(session, actor, evidence, Status.QUERIED)
    asked = Query(question=clean_text(question).strip(), asked_at=database_now(session), asked_by_id=actor.person_id)
    evidence.queries.append(asked)
    session.flush()
    record(session, _told(EvidenceQueried, evidence), by=actor)
    letters.tell_of_question(session, evidence, asked.question)


def accept_evidence(session: Session, actor: Actor, evidence: Evidence, *, is_cleared: bool) -> None:
    """Accept the evidence: from now on the decision owes it an answer."""
    move(session, actor, evidence, Status.ACCEPTED, is_cleared=is_cleared)
    record(session, _told(EvidenceAccepted, evidence), by=actor)


def clear_evidence(session: Session, actor: Actor, evidence: Evidence, *, is_cleared: bool) -> None:
    """Let the public read accepted evidence as its group wished, or take it back from the public page."""
    lock_evidence(session, evidence)
    if evidence.stands_at not in PUBLISHED:
        raise NotNow("Only accepted evidence can be published. Reload the page to see where it is.")
    evidence.is_cleared = is_cleared
    session.flush()
    record(session, _told(EvidenceCleared if is_cleared else EvidenceTakenBack, evidence), by=actor)


def rule_out(session: Session, actor: Actor, evidence: Evidence, reason: str) -> None:
    """Find the evidence out of scope, with the reason that the group reads, and write to its members."""
    reason = clean_text(reason).strip()
    move(session, actor, evidence, Status.OUT_OF_SCOPE, reason, scope_reason=reason)
    record(session, _told(EvidenceRuledOut, evidence), by=actor)
    letters.tell_of_answer(session, evidence)


def consider_evidence(session: Session, actor: Actor, evidence: Evidence, weight: str, reason: str) -> None:
    """Say how much weight the evidence has, and why."""
    reason = clean_text(reason).strip()
    move(session, actor, evidence, Status.CONSIDERED, reason, weight=weight, weight_reason=reason)
    record(session, _told(EvidenceConsidered, evidence), by=actor)


def respond(session: Session, actor: Actor, evidence: Evidence, answer: str) -> None:
    """Tell the group what was done with its evidence and why, and write to its members."""
    at = database_now(session)
    move(session, actor, evidence, Status.RESPONDED, answer=clean_text(answer).strip(), answered_at=at)
    record(session, _told(EvidenceAnswered, evidence), by=actor)
    letters.tell_of_answer(session, evidence)


def blockers(session: Session, activity_id: int) -> Sequence[str]:
    """Return one sentence for each piece of evidence that a decision still has to wait for."""
    return [
        f"Evidence {one.reference} from {one.organisation.name} has no answer yet: it is “{one.stands_at.label}”."
        for one in session.scalars(unsettled(activity_id))
    ]


def lock_evidence(session: Session, evidence: Evidence) -> None:
    """Keep everybody else from moving the evidence, and its consultation from being decided, until the end.

    The consultation comes first, as when a decision is published: so no piece can be opened again between the last
    look at what is missing and the decision.
    """
    consultation = lock_row(session, evidence.activity.consultation)
    lock_row(session, evidence)
    if consultation.state in ENDED:
        raise AlreadyDecided


def move(
    session: Session, actor: Actor, evidence: Evidence, after: Status, reason: str = "", **changes: object
) -> None:
    """Make a move that the table allows, change what goes with it, and keep it as a step."""
    lock_evidence(session, evidence)
    require_move(evidence.stands_at, after)
    for name, value in changes.items():
        setattr(evidence, name, value)
    evidence.status = after.value
    step = Step(
        number=len(evidence.steps) + 1,
        status=after.value,
        reason=reason,
        at=database_now(session),
        by_id=actor.person_id,
    )
    evidence.steps.append(step)
    session.flush()


def _told(event: type[AboutEvidence], evidence: Evidence) -> AboutEvidence:
    return event(
        consultation_id=evidence.activity.consultation_id, evidence_id=evidence.id, reference=evidence.reference
    )
