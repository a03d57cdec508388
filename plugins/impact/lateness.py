"""Evidence after the closing time: only with an officer's reason, which is published beside it."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.activities import Activity, State, state_at
from consult.sdk.database import clock, database_now
from consult.sdk.errors import Closed, Forbidden, Invalid
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.people import Organisation
from consult.sdk.texts import clean_text, require_verbatim
from plugins.impact.events import LatenessAllowed
from plugins.impact.models import Evidence, LatePermission

AFTER_CLOSING = frozenset({State.CLOSED, State.ANALYSING})


class TooLate(Closed):
    """The consultation takes no evidence now, and no officer allowed this group to send it late."""

    default = _l(
        "This consultation is not open, so evidence cannot be sent. Your draft is kept. If there is a good reason, ask "
        "the council’s consultation team: an officer can let your group send it late."
    )


def allow_late(
    session: Session, actor: Actor, activity: Activity, organisation_id: int, until_on: date, reason: str
) -> LatePermission:
    """Let a group send evidence after the closing time, until the end of a day, for a reason that is published."""
    organisation = session.get(Organisation, organisation_id)
    if organisation is None:
        raise Invalid(_("Select a group."), {"organisation": _("Select a group")})
    if organisation.id in actor.organisation_ids:
        raise Forbidden(_("You belong to this group, so another officer must decide this."))
    at = database_now(session)
    if state_at(activity.consultation, at) not in AFTER_CLOSING:
        raise Closed(_("Evidence can be let in late after the closing date, and until the decision is published."))
    if until_on < clock.london(at).date():
        raise Invalid(_("The day must not be in the past."), {"until_on": _("The day must be today or later")})
    reason = clean_text(reason).strip()
    if not reason:
        raise Invalid(_("Give the reason."), {"reason": _("Give the reason")})
    require_verbatim(session, activity.consultation_id, reason, "reason")
    permission = LatePermission(
        activity_id=activity.id,
        organisation_id=organisation.id,
        until_on=until_on,
        reason=reason,
        allowed_at=at,
        allowed_by_id=actor.person_id,
    )
    session.add(permission)
    session.flush()
    event = LatenessAllowed(
        consultation_id=activity.consultation_id,
        organisation_id=organisation.id,
        until_on=until_on.isoformat(),
        reason=reason,
    )
    record(session, event, by=actor)
    return permission


def late_permission(session: Session, activity: Activity, organisation_id: int) -> LatePermission | None:
    """Return what lets the group send late now, if anything does."""
    at = database_now(session)
    if state_at(activity.consultation, at) not in AFTER_CLOSING:
        return None
    return session.scalar(
        select(LatePermission)
        .where(
            LatePermission.activity_id == activity.id,
            LatePermission.organisation_id == organisation_id,
            LatePermission.until_on >= clock.london(at).date(),
        )
        .order_by(LatePermission.id.desc())
        .limit(1)
    )


def require_time(session: Session, activity: Activity, organisation_id: int) -> str:
    """Return why evidence of the group is taken after the closing time; nothing while the consultation is open.

    Raises `TooLate` when it is not open and no officer allowed it.
    """
    if state_at(activity.consultation, database_now(session)) is State.OPEN:
        return ""
    permission = late_permission(session, activity, organisation_id)
    if permission is None:
        raise TooLate
    return permission.reason


def require_time_to_send(session: Session, evidence: Evidence) -> str:
    """Return as `require_time` does; what an officer entered counts by the day on which it came."""
    if evidence.was_entered and evidence.received_on:
        state = state_at(evidence.activity.consultation, database_now(session))
        if state in AFTER_CLOSING and is_in_time(evidence.activity, evidence.received_on):
            return ""
        if state in AFTER_CLOSING and evidence.late_reason:
            return evidence.late_reason
    return require_time(session, evidence.activity, evidence.organisation_id)


def is_in_time(activity: Activity, received_on: date) -> bool:
    """Whether the day lies within the consultation."""
    opens, closes = activity.consultation.opens_at, activity.consultation.closes_at
    return (
        opens is not None
        and closes is not None
        and clock.london(opens).date() <= received_on <= clock.london(closes).date()
    )
