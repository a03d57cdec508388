"""The days by which actions are due: kept by the core, which reminds the officers."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Role
from consult.sdk.deadlines import meet_deadlines, set_deadline
from consult.sdk.events import RecordCorrected, on
from consult.sdk.messages import gettext as _
from consult.sdk.records import shown
from consult.sdk.references import reference_to
from plugins.motion.actions import Action
from plugins.motion.correspondence import CouncilReport
from plugins.motion.letter_events import ActionReported
from plugins.motion.published import ACTION


def keep_deadline(session: Session, action: Action) -> None:
    """Set, move or meet the deadlines of an action, as its days and its state now say.

    It is due on one day, looked at again on another, and reported to the meeting of a third.
    """
    (read,) = shown(session, ACTION, [action]).values()
    reference = reference_to(action)
    wanted = {
        _("Action %(number)s of resolution %(number_2)s", **_named(action)): read.value("due_on"),
        _("Look again at action %(number)s of resolution %(number_2)s", **_named(action)): read.value("review_on"),
    }
    if action.is_settled:
        wanted.clear()
    if not _is_reported(session, action, read.value("report_on")):
        reported = _("Report to the council on action %(number)s of resolution %(number_2)s", **_named(action))
        wanted[reported] = read.value("report_on")
    meet_deadlines(session, reference)
    for text, day in wanted.items():
        if day is not None:
            set_deadline(session, reference, day, owner=Role.OFFICER, text=text)


def _named(action: Action) -> dict[str, object]:
    return {"number": action.number, "number_2": action.resolution.number}


def _is_reported(session: Session, action: Action, report_on: date | None) -> bool:
    where = (CouncilReport.action_id == action.id, CouncilReport.meeting_on == report_on)
    return session.scalar(select(CouncilReport.id).where(*where)) is not None


def tell_of_report(session: Session, event: ActionReported) -> None:
    """Note that the council was told about an action."""
    keep_deadline(session, session.get_one(Action, event.action_id))


def follow_correction(session: Session, event: RecordCorrected) -> None:
    """Move the deadline of an action whose day was corrected."""
    if event.table == Action.__tablename__:
        keep_deadline(session, session.get_one(Action, int(event.row)))


CORRECTED = on(RecordCorrected, follow_correction)
REPORTED = on(ActionReported, tell_of_report)
