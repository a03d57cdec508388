"""Writing the decision, saying what it still lacks, publishing it, and correcting it."""

from collections.abc import Mapping, Sequence
from datetime import date
from random import SystemRandom
from typing import Any

from sqlalchemy.orm import Session

from consult.analysis.queries import coverage_of as passages_of
from consult.analysis.quotations import require_verbatim
from consult.audit.services import record
from consult.citations.queries import reference_to
from consult.citations.services import cite_for
from consult.consultations.models import Consultation, State
from consult.consultations.moves import mark_decided
from consult.contract.requirements import Unmet
from consult.contract.unmet import unmet
from consult.decisions.advice import number_waiting
from consult.decisions.events import CorrectionDropped, DecisionBegun, DecisionEdited, DecisionPublished
from consult.decisions.models import Decision
from consult.decisions.open_list import ENDED, require_open_list
from consult.decisions.outline import outline_of
from consult.decisions.queries import (
    draft_of,
    issues_of,
    newest_published,
    points_in_no_issue,
)
from consult.decisions.reviews import promise_review
from consult.decisions.standing import issues_as_they_stand, number_received, with_numbers_drawn
from consult.decisions.texts import Texts, suggest_texts
from consult.desk.readings import Coverage, read_coverage
from consult.kernel import clock
from consult.kernel.authz import Actor
from consult.kernel.comparison import require_version
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.formats import local_date
from consult.kernel.messages import gettext as _
from consult.kernel.messages import lazy_gettext as _l
from consult.kernel.text import clean_line, clean_text
from consult.submissions.owners import owner_of

TEXTS = ("summary", "decided", "asked", "said", "did")
LABELS = {
    "summary": _l("The decision in short"),
    "decided": _l("What was decided"),
    "decided_by": _l("Who decided"),
    "decided_on": _l("When it was decided"),
    "review_on": _l("When you will look at it again"),
    "asked": _l("We asked"),
    "said": _l("You said"),
    "did": _l("We did"),
}


class NotReady(Conflict):
    """The decision still lacks something; `missing` names each thing."""

    default = _l("The decision cannot be published yet.")

    def __init__(self, missing: Sequence[Unmet]) -> None:
        super().__init__()
        self.missing = list(missing)


def suggested_texts(session: Session, consultation: Consultation) -> Texts:
    """Return “we asked, you said, we did” as it follows from the consultation, its issues and their answers."""
    issues = [placed.issue for placed in outline_of(session, consultation.id)]
    return suggest_texts(consultation, issues, number_received(session, consultation))


def save_decision(
    session: Session,
    actor: Actor,
    consultation: Consultation,
    texts: Mapping[str, str],
    decided_by: str,
    decided_on: date | None,
    seen_version: int,
    review_on: date | None = None,
) -> Decision:
    """Keep the draft of the decision, which begins with the first save.

    Raises `ChangedMeanwhile` when somebody else saved it first.
    """
    require_open_list(session, consultation)
    decision = session.scalar(draft_of(consultation.id))
    if decision is not None:
        lock_row(session, decision)
    kept: dict[str, Any] = {name: clean_text(texts[name]).strip() for name in TEXTS}
    kept |= {"decided_by": clean_line(decided_by), "decided_on": decided_on, "review_on": review_on}
    require_version(
        decision.version if decision else 0,
        seen_version,
        *(Compared(LABELS[name], getattr(decision, name, None) or "", value or "") for name, value in kept.items()),
        sentence=_(
            "Somebody else saved the decision while you had it open. Your own texts are in the form below. "
            "Saving again replaces what was saved with yours."
        ),
    )
    event: type[DecisionBegun | DecisionEdited] = DecisionEdited
    if decision is None:
        decision = _new_version(session, actor, consultation, 1)
        event = DecisionBegun
    for name, value in kept.items():
        setattr(decision, name, value)
    session.flush()
    record(session, event(**_facts(decision)), by=actor)
    return decision


def begin_correction(session: Session, actor: Actor, consultation: Consultation, reason: str) -> Decision:
    """Begin a new version of a published decision, for a reason that the public reads; the old one stays readable.

    Raises `Conflict` when nothing was published yet, or a correction is being written already.
    """
    lock_row(session, consultation)
    published = newest_published(session, consultation.id)
    if published is None:
        raise Conflict(_("The decision has not been published, so change its draft instead."))
    if session.scalar(draft_of(consultation.id)) is not None:
        raise Conflict(_("A correction has been begun already. Go on with that one."))
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(fields={"reason": _("Give the reason for the correction")})
    decision = _new_version(session, actor, consultation, published.number + 1, reason)
    for name in (*TEXTS, "decided_by", "decided_on", "review_on"):
        setattr(decision, name, getattr(published, name))
    session.flush()
    record(session, DecisionBegun(**_facts(decision)), by=actor)
    return decision


def drop_correction(session: Session, actor: Actor, consultation: Consultation) -> None:
    """Throw the draft of a correction away; the published version stays as it is."""
    lock_row(session, consultation)
    decision = session.scalar(draft_of(consultation.id))
    if decision is None or decision.number == 1:
        raise Conflict(_("There is no correction to throw away."))
    record(session, CorrectionDropped(**_facts(decision)), by=actor)
    session.delete(decision)
    session.flush()


def what_is_missing(session: Session, consultation: Consultation) -> list[Unmet]:
    """Return each thing without which the decision cannot be published."""
    state = State(consultation.state)
    missing = []
    if state not in (State.ANALYSING, State.DECIDED, State.ARCHIVED):
        missing.append(_("The consultation is not being analysed yet. Close it and begin the analysis first."))
    decision = session.scalar(draft_of(consultation.id))
    missing += _missing_in_record(session, decision, is_ended=state in ENDED)
    missing += _wrong_days(session, consultation, decision)
    if decision is not None and decision.review_on and decision.decided_on and decision.review_on < decision.decided_on:
        missing.append(_("The day on which you look at the decision again is before the decision."))
    activities = {activity.kind: activity.title for activity in consultation.activities}
    return [*map(Unmet, missing), *unmet(session, reference_to(consultation), activities)]


def coverage_of(session: Session, consultation: Consultation) -> Coverage:
    """Return how many of the counted responses, over all that the response desk handles, an officer has read."""
    parts = [
        read_coverage(session, activity.id)
        for activity in consultation.activities
        if owner_of(session, activity) is None
    ]
    return Coverage(read=sum(part.read for part in parts), counted=sum(part.counted for part in parts))


def publish_decision(
    session: Session, actor: Actor, consultation: Consultation, *, unread_reason: str = ""
) -> Decision:
    """Publish the decision, with the issues as they stand; the consultation is decided then.

    Raises `NotReady` with what is missing, and `Invalid` when not all was read, a passage is open, or a point is in no
    issue, or advice still waits, and no reason is given.
    """
    lock_row(session, consultation)
    missing = what_is_missing(session, consultation)
    decision = session.scalar(draft_of(consultation.id))
    if missing or decision is None:
        raise NotReady(missing)
    decision.unread_reason = _needed_reason(session, consultation, clean_text(unread_reason).strip())
    require_verbatim(session, consultation, decision.unread_reason, "unread_reason")
    decision.issues = with_numbers_drawn(issues_as_they_stand(session, consultation), SystemRandom())
    issues = session.scalars(issues_of(consultation.id)).all()
    cite_for(session, actor, reference_to(decision), [reference_to(issue) for issue in issues])
    decision.published_at = database_now(session)
    decision.published_by_id = actor.person_id
    session.flush()
    promise_review(session, decision)
    if consultation.state == State.ANALYSING:
        mark_decided(session, consultation, actor)
    record(session, DecisionPublished(**_facts(decision)), by=actor)
    return decision


def _needed_reason(session: Session, consultation: Consultation, reason: str) -> str:
    """Return the reason why not all was read or covered, empty when all was; raises `Invalid` when it is missing."""
    coverage = coverage_of(session, consultation)
    left = {
        _("Say why not all responses were read, or read them first"): coverage.read < coverage.counted,
        _("Say why not every passage is covered, or mark those that are open first"): passages_of(
            session, consultation
        ).open,
        _("Say why not every point is in an issue, or put the others in first"): session.scalar(
            points_in_no_issue(consultation.id)
        ),
        _("Say why you do not wait for the advice, or wait for it"): number_waiting(session, consultation),
    }
    asked = [sentence for sentence, number in left.items() if number]
    if asked and not reason:
        raise Invalid(fields={"unread_reason": asked[0]})
    return reason if asked else ""


def _missing_in_record(session: Session, decision: Decision | None, *, is_ended: bool) -> list[str]:
    if decision is None:
        if is_ended:
            return [_("Nothing has been changed since the decision was published. Begin a correction first.")]
        return [_("The decision has not been written. Write what was decided, by whom, and when.")]
    needed = {
        "summary": _("The decision has no summary."),
        "decided": _("The decision does not say what was decided."),
        "decided_by": _("The decision does not say who decided."),
        "decided_on": _("The decision has no date."),
        "asked": _("The text “We asked” is empty."),
        "said": _("The text “You said” is empty."),
        "did": _("The text “We did” is empty."),
    }
    return [sentence for name, sentence in needed.items() if not getattr(decision, name)]


def _wrong_days(session: Session, consultation: Consultation, decision: Decision | None) -> list[str]:
    if decision is None or decision.decided_on is None:
        return []
    if decision.decided_on > clock.london(database_now(session)).date():
        return [
            _(
                "The decision is dated %(decided_on)s, which is still to come.",
                decided_on=local_date(decision.decided_on),
            )
        ]
    closed = consultation.closes_at
    if closed is not None and decision.decided_on < clock.london(closed).date():
        return [
            _(
                "The decision is dated %(decided_on)s, before the consultation closed on %(closed)s.",
                decided_on=local_date(decision.decided_on),
                closed=local_date(closed),
            )
        ]
    return []


def _new_version(session: Session, actor: Actor, consultation: Consultation, number: int, reason: str = "") -> Decision:
    decision = Decision(
        consultation=consultation,
        number=number,
        correction_reason=reason,
        created_at=database_now(session),
        created_by_id=actor.person_id,
    )
    session.add(decision)
    session.flush()
    return decision


def _facts(decision: Decision) -> dict[str, int]:
    return {
        "consultation_id": decision.consultation_id,
        "decision_id": decision.id,
        "number": decision.number,
    }
