"""Recording what a meeting did with a motion other than voting on it, and that its chair took one as urgent."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Compared, Conflict, Invalid, require_same
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.office import OfficeTerm
from consult.sdk.texts import clean_line, clean_text
from plugins.motion import meeting_events as events
from plugins.motion.lifecycle import COURSE, ENDED, NotYet, State
from plugins.motion.meeting_acts import ActOfMeeting, MeetingAct, Urgency
from plugins.motion.meeting_queries import require_meeting, urgency_of
from plugins.motion.models import Motion
from plugins.motion.services.amendments import let_amendments_fall

MAY_BE_URGENT = frozenset({State.SUBMITTED, State.VALID, State.REFERRED, State.DEFERRED, State.ADJOURNED})


def record_act(
    session: Session, actor: Actor, motion: Motion, act: MeetingAct, *, body: str = "", reason: str
) -> ActOfMeeting:
    """Record what the meeting did with a motion on its agenda; the same again changes nothing.

    Raises `SavedOtherwise` when something else is recorded of that meeting, and `Conflict` before its day.
    """
    lock_row(session, motion)
    body = clean_line(body) if act is MeetingAct.REFERRED else ""
    reason = clean_text(reason).strip()
    there = _act_at(session, motion)
    if there is not None:
        require_same(
            Compared(_("What did the meeting do?"), there.act.label, act.label),
            Compared(_("Body it was referred to"), there.body, body),
            Compared(_("Reason"), there.reason, reason),
            sentence=_("What the meeting did with this motion is already recorded. That stands."),
        )
        return there
    at = database_now(session)
    if motion.meeting_on is None or not motion.has_met(clock.london(at).date()):
        raise Conflict(_("The meeting has not been held yet. Come back after it."))
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Give the reason, as the minutes have it")})
    if act is MeetingAct.REFERRED and not body:
        raise Invalid(_("Body needed."), {"body": _("Enter the body it was referred to")})
    COURSE.enter(session, actor, motion, act.state, reason)
    made = ActOfMeeting(
        motion_id=motion.id,
        held_on=motion.meeting_on,
        act=act,
        body=body,
        reason=reason,
        recorded_at=at,
        recorded_by_id=actor.person_id,
    )
    session.add(made)
    if act.state in ENDED:
        motion.ended_at = at
    motion.agenda_item = None
    session.flush()
    if act.state in ENDED:
        let_amendments_fall(session, actor, motion)
    acted = events.MeetingActed(
        motion_id=motion.id, number=motion.number or "", act=act, consultation_id=motion.consultation_id
    )
    record(session, acted, by=actor)
    return made


def accept_as_urgent(
    session: Session, actor: Actor, motion: Motion, *, meeting_on: date, chair: OfficeTerm, reason: str
) -> Urgency:
    """Record that the chair of a meeting let a motion come to it without the days of notice, and why.

    The same again changes nothing; raises `SavedOtherwise` when it is recorded with other words.
    """
    lock_row(session, motion)
    require_meeting(session, meeting_on)
    reason = clean_text(reason).strip()
    there = urgency_of(session, motion, meeting_on)
    if there is not None:
        require_same(
            Compared(_("Who was in the chair?"), there.chair_name, chair.name),
            Compared(_("Special circumstances"), there.reason, reason),
            sentence=_("It is already recorded that the chair took this motion as urgent. What was recorded stands."),
        )
        return there
    if motion.status not in MAY_BE_URGENT:
        raise NotYet
    if not reason:
        raise Invalid(_("Reason needed."), {"reason": _("Enter the special circumstances")})
    made = Urgency(
        motion_id=motion.id,
        meeting_on=meeting_on,
        chair_name=chair.name,
        reason=reason,
        recorded_at=database_now(session),
        recorded_by_id=actor.person_id,
    )
    session.add(made)
    session.flush()
    urgent = events.MotionTakenAsUrgent(
        motion_id=motion.id,
        number=motion.number or "",
        meeting_on=meeting_on.isoformat(),
        consultation_id=motion.consultation_id,
    )
    record(session, urgent, by=actor)
    return made


def _act_at(session: Session, motion: Motion) -> ActOfMeeting | None:
    of_meeting = (ActOfMeeting.motion_id == motion.id, ActOfMeeting.held_on == motion.meeting_on)
    return session.scalar(select(ActOfMeeting).where(*of_meeting))
