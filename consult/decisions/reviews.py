"""Looking at a decision again on the day that was promised: did it do what was meant?"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.analysis.quotations import require_verbatim
from consult.audit.services import record
from consult.citations.queries import reference_to
from consult.consultations.models import Consultation
from consult.deadlines.services import forget_deadlines, meet_deadlines, set_deadline
from consult.decisions.events import DecisionReviewed
from consult.decisions.models import Decision, DecisionReview, Verdict
from consult.decisions.queries import newest_published, published_of
from consult.kernel import clock
from consult.kernel.authz import Actor, Role
from consult.kernel.comparison import require_same
from consult.kernel.db import database_now, lock_row
from consult.kernel.errors import Compared, Conflict, Invalid
from consult.kernel.messages import gettext as _
from consult.kernel.text import clean_text


@dataclass(frozen=True)
class ShownReview:
    """What the public reads of a review: the day that was promised, how late it is, and what was found."""

    due_on: date | None
    days_late: int
    found: DecisionReview | None


def promise_review(session: Session, decision: Decision) -> None:
    """Remind officers of the day on which a published decision is looked at again; an earlier version's day goes."""
    for earlier in session.scalars(published_of(decision.consultation_id)):
        forget_deadlines(session, reference_to(earlier))
    if decision.review_on is None or session.get(DecisionReview, decision.consultation_id) is not None:
        return
    text = _("Say whether the decision on “%(title)s” did what was meant", title=decision.consultation.title)
    set_deadline(session, reference_to(decision), decision.review_on, owner=Role.OFFICER, text=text[:200])


def record_review(
    session: Session, actor: Actor, consultation: Consultation, verdict: Verdict, outcome: str
) -> DecisionReview:
    """Say once whether a published decision did what was meant; the same again changes nothing.

    Raises `SavedOtherwise` when somebody said something else before.
    """
    lock_row(session, consultation)
    decision = newest_published(session, consultation.id)
    if decision is None:
        raise Conflict(_("The decision has not been published, so there is nothing to review."))
    outcome = clean_text(outcome).strip()
    if not outcome:
        raise Invalid(fields={"outcome": _("Say what was found")})
    require_verbatim(session, consultation, outcome, "outcome")
    known = session.get(DecisionReview, consultation.id)
    if known is not None:
        was = Verdict(known.verdict)
        require_same(
            Compared(_("Did it do what was meant?"), was.label, verdict.label),
            Compared(_("What was found?"), known.outcome, outcome),
        )
        return known
    review = DecisionReview(
        consultation_id=consultation.id,
        verdict=verdict,
        outcome=outcome,
        reviewed_at=database_now(session),
        reviewed_by_id=actor.person_id,
    )
    session.add(review)
    session.flush()
    meet_deadlines(session, reference_to(decision))
    facts = {"consultation_id": consultation.id, "decision_id": decision.id, "number": decision.number}
    record(session, DecisionReviewed(**facts, verdict=verdict), by=actor)
    return review


def shown_review(session: Session, decision: Decision) -> ShownReview:
    """Return what the public reads of the review of a decision."""
    found = session.get(DecisionReview, decision.consultation_id)
    today = clock.london(database_now(session)).date()
    late = (today - decision.review_on).days if decision.review_on and found is None else 0
    return ShownReview(decision.review_on, max(late, 0), found)
