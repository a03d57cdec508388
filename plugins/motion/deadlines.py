"""The days by which actions are due: kept by the core, which reminds the officers."""

from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.deadlines import meet_deadlines, set_deadline
from consult.sdk.events import RecordCorrected, on
from consult.sdk.messages import gettext as _
from consult.sdk.references import reference_to
from plugins.motion.actions import Action
from plugins.motion.published import due_days


def keep_deadline(session: Session, action: Action) -> None:
    """Set, move or meet the deadline of an action, as its day and its state now say."""
    due_on = due_days(session, [action])[action.id]
    if action.is_settled:
        meet_deadlines(session, reference_to(action))
    elif due_on is not None:
        named = _(
            "Action %(number)s of resolution %(number_2)s", number=action.number, number_2=action.resolution.number
        )
        set_deadline(session, reference_to(action), due_on, owner=Role.OFFICER, text=named)


def follow_correction(session: Session, event: RecordCorrected) -> None:
    """Move the deadline of an action whose day was corrected."""
    if event.table == Action.__tablename__:
        keep_deadline(session, session.get_one(Action, int(event.row)))


CORRECTED = on(RecordCorrected, follow_correction)
