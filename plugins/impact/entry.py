"""Evidence that a group gave at a meeting, by letter, telephone or email, entered for it by an officer."""

from datetime import date

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, State, state_at
from consult.sdk.database import clock, database_now
from consult.sdk.errors import Closed, Invalid, NotFound
from consult.sdk.messages import gettext as _
from consult.sdk.people import Organisation
from consult.sdk.texts import clean_line, clean_text, require_verbatim
from plugins.impact.evidence_drafts import begin_draft
from plugins.impact.lateness import AFTER_CLOSING, is_in_time
from plugins.impact.models import Evidence
from plugins.impact.policies import OwnGroup
from plugins.impact.terms import CHANNELS


def begin_entry(
    session: Session,
    actor: Actor,
    activity: Activity,
    organisation_id: int,
    *,
    channel: str,
    received_on: date,
    received_from: str,
    late_reason: str = "",
) -> Evidence:
    """Begin to enter evidence for a group: how it came, when, and from whom; the pages are the group's own.

    Raises `OwnGroup` for an officer of that group, and `Invalid` for a day on which it cannot have come. What came
    after the closing date needs a reason, which is published.
    """
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise NotFound
    if organisation.id in actor.organisation_ids:
        raise OwnGroup
    at = database_now(session)
    if state_at(activity.consultation, at) not in {State.OPEN, *AFTER_CLOSING}:
        raise Closed(_("Evidence can be entered from the opening of a consultation until its decision."))
    if channel not in CHANNELS:
        raise Invalid(_("Select how it came."), {"channel": _("Select how it came")})
    opens = activity.consultation.opens_at
    if received_on > clock.london(at).date():
        raise Invalid(_("The day must not be in the future."), {"received_on": _("The day must be today or earlier")})
    if opens is not None and received_on < clock.london(opens).date():
        sentence = _("The day must not be before the consultation opened")
        raise Invalid(f"{sentence}.", {"received_on": sentence})
    late_reason = clean_text(late_reason).strip()
    if not is_in_time(activity, received_on):
        if not late_reason:
            sentence = _("It came after the closing date. Say why it is taken all the same")
            raise Invalid(f"{sentence}.", {"late_reason": sentence})
        require_verbatim(session, activity.consultation_id, late_reason, "late_reason")
    else:
        late_reason = ""
    return begin_draft(
        session,
        actor,
        activity,
        organisation,
        channel=channel,
        received_on=received_on,
        received_from=clean_line(received_from),
        entered_by_id=actor.person_id,
        late_reason=late_reason,
    )
