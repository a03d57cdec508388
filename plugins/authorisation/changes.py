"""What follows for a case when something it stands on says something else, or somebody puts a further view about it."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.sdk.activities import Consultation
from consult.sdk.database import lock_row
from consult.sdk.events import on_named
from consult.sdk.messages import gettext as _
from consult.sdk.messages import ngettext
from consult.sdk.references import Reference
from plugins.authorisation.lifecycle import IN_FORCE, State
from plugins.authorisation.models import Case
from plugins.authorisation.moves import move_by_clock
from plugins.authorisation.queries import resting_on
from plugins.authorisation.rules import ASSESSMENT
from plugins.authorisation.views_about import count_open_views

EQUALITY = "impact_equality"
RATIFIED = IN_FORCE - {State.URGENT}
"""The states whose authority rests on every view being considered; an urgent one does once it is ratified."""
Facts = Mapping[str, object]


def return_to_review(session: Session, facts: Facts) -> None:
    """Return each case with an authority to review, when an assessment on which it stands says something else."""
    reference = Reference(str(facts["kind"]), int(str(facts["assessment_id"])))
    for case in session.scalars(resting_on(reference)).all():
        lock_row(session, case)
        if case.stands_at in IN_FORCE:
            reason = _(
                "The assessment %(number)s, on which this authority stands, was changed.", number=facts["number"]
            )
            move_by_clock(session, case, State.REVIEW, reason)
        count_open_views(session, case)


def follow_consultation(session: Session, facts: Facts) -> None:
    """Look again at the cases that stand on a consultation about which a view came, changed or went."""
    if facts["consultation_id"] is not None:
        _look_again(session, Reference(Consultation.__tablename__, int(str(facts["consultation_id"]))))


def follow_assessment(session: Session, facts: Facts) -> None:
    """Look again at the cases that stand on an assessment about which a body was heard."""
    for kind in (ASSESSMENT, EQUALITY):
        _look_again(session, Reference(kind, int(str(facts["assessment_id"]))))


def look_at_views(session: Session, case: Case) -> bool:
    """Count the views that nobody has considered, and return an authority that came before one of them to review.

    Returns whether the case moved. The caller holds it.
    """
    session.expire(case, ["foundations"])
    left = count_open_views(session, case)
    if not left or case.stands_at not in RATIFIED:
        return False
    reason = ngettext(
        "%(num)s view that came in or changed after the decision is not considered yet.",
        "%(num)s views that came in or changed after the decision are not considered yet.",
        left,
    )
    move_by_clock(session, case, State.REVIEW, reason)
    return True


def _look_again(session: Session, reference: Reference) -> None:
    for case in session.scalars(resting_on(reference)).all():
        lock_row(session, case)
        look_at_views(session, case)


SUBSCRIBERS = (
    on_named("impact.assessment_changed", 1, return_to_review),
    *(
        on_named(name, 1, follow_consultation)
        for name in (
            "impact.evidence_accepted",
            "impact.evidence_corrected",
            "impact.evidence_withdrawn",
            "impact.query_answered",
            "decisions.published",
        )
    ),
    on_named("impact.voice_noted", 1, follow_assessment),
)
