"""What follows for a case when something it stands on changes."""

from collections.abc import Mapping

from sqlalchemy.orm import Session

from consult.sdk.database import lock_row
from consult.sdk.messages import gettext as _
from consult.sdk.references import Reference
from plugins.authorisation.lifecycle import IN_FORCE, State
from plugins.authorisation.moves import move_by_clock
from plugins.authorisation.queries import resting_on


def return_to_review(session: Session, facts: Mapping[str, object]) -> None:
    """Return each case with an authority to review, when an assessment on which it stands says something else."""
    reference = Reference(str(facts["kind"]), int(str(facts["assessment_id"])))
    for case in session.scalars(resting_on(reference)).all():
        lock_row(session, case)
        if case.stands_at in IN_FORCE:
            reason = _(
                "The assessment %(number)s, on which this authority stands, was changed.", number=facts["number"]
            )
            move_by_clock(session, case, State.REVIEW, reason)
