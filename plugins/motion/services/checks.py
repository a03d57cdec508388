"""The proper officer's check, and the agenda."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.deadlines import clear_working_days
from consult.sdk.errors import ChangedMeanwhile, Compared, Conflict, Invalid, require_same, require_version
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.messages import lazy_gettext as _l
from consult.sdk.messages import ngettext
from consult.sdk.texts import clean_text, say_date
from plugins.motion import events
from plugins.motion.canonical import word_count
from plugins.motion.earlier import EarlierDecision
from plugins.motion.lifecycle import COMES_BACK, COURSE, NotYet, State
from plugins.motion.meeting_queries import require_meeting, urgency_of
from plugins.motion.models import Motion
from plugins.motion.notice import given_on
from plugins.motion.queries import motions_on, standing_orders
from plugins.motion.records import Check
from plugins.motion.services.amendments import let_amendments_fall
from plugins.motion.services.earlier import Named, earlier_decision, reason_of, require_heard, said_of
from plugins.motion.services.members import group_of
from plugins.motion.services.moves import make_public

MEETING = _l("Date of the meeting")
ITEM = _l("Agenda item")
EARLIER_DECISION = _l("Earlier decision")


@dataclass(frozen=True)
class Findings:
    """What can be counted about a submitted text, beside what the standing orders ask."""

    words: int
    words_allowed: int
    clear_days: int
    clear_days_needed: int
    is_urgent: bool
    of_group: int
    allowed_of_group: int

    @property
    def is_in_time(self) -> bool:
        """Whether the meeting has had enough notice, or needs none because its chair takes the motion as urgent."""
        return self.is_urgent or self.clear_days >= self.clear_days_needed

    @property
    def is_within_words(self) -> bool:
        """Whether the text is short enough."""
        return self.words <= self.words_allowed

    @property
    def is_within_group(self) -> bool:
        """Whether the agenda has room for one more motion of the proposer’s political group."""
        return not self.allowed_of_group or self.of_group < self.allowed_of_group


def findings(session: Session, motion: Motion, meeting_on: date) -> Findings:
    """Count words and clear working days of a submitted motion for a meeting on this day."""
    if motion.submitted is None or motion.submitted_at is None:
        raise Conflict(_("This motion was not submitted through Consult, so there is no text to check."))
    orders = standing_orders(session)
    return Findings(
        words=word_count(motion.submitted.clause_texts),
        words_allowed=orders.word_limit,
        clear_days=clear_working_days(session, given_on(session, motion.submitted_at, orders), meeting_on),
        clear_days_needed=orders.notice_days,
        is_urgent=urgency_of(session, motion, meeting_on) is not None,
        of_group=_of_group(session, motion, meeting_on) if orders.motions_per_group else 0,
        allowed_of_group=orders.motions_per_group,
    )


def _of_group(session: Session, motion: Motion, meeting_on: date) -> int:
    """Return how many other motions of the proposer's political group stand on the agenda of a day."""
    group = group_of(session, motion, meeting_on)
    others = session.scalars(motions_on(meeting_on).where(Motion.state == State.ON_AGENDA, Motion.id != motion.id))
    return sum(bool(group) and group_of(session, one, meeting_on) == group for one in others)


def check_motion(
    session: Session,
    actor: Actor,
    motion: Motion,
    *,
    meeting_on: date,
    is_in_scope: bool,
    is_lawful: bool,
    reason: str,
    text_number: int,
    number: int = 1,
    earlier: Named | None = None,
) -> Check:
    """Find the motion valid, or return it with a reason; valid means all conditions are met.

    `text_number` is the text that was read, and `number` says which check of it this is: the first, or one more before
    the council meets. The same check again changes nothing; raises `SavedOtherwise` when it was made with another
    result, and `ChangedMeanwhile` when another text was submitted since. With `earlier`, the officer names a decision
    of the council that the motion repeats or rescinds.
    """
    lock_row(session, motion)
    reason = clean_text(reason).strip()
    made = motion.checks_of_text
    decision = earlier_decision(session, motion, earlier, meeting_on)
    if motion.status is not State.SUBMITTED and 1 <= number <= len(made):
        done = made[number - 1]
        require_same(
            Compared(MEETING, done.meeting_on, meeting_on),
            Compared(_("Does it concern the council or the area?"), done.is_in_scope, is_in_scope),
            Compared(_("Is it lawful and proper to debate?"), done.is_lawful, is_lawful),
            Compared(EARLIER_DECISION, said_of(_decision_of(session, done)), said_of(decision)),
            Compared(_("Reason for returning it"), done.reason, reason),
            sentence=_(
                "This motion was checked on %(date)s. That check stands.",
                date=say_date(clock.london(done.made_at).date()),
            ),
        )
        return done
    _require_text_read(motion, text_number)
    require_meeting(session, meeting_on)
    if motion.status is not State.SUBMITTED:
        _require_before_meeting(session, motion, meeting_on)
    counted = findings(session, motion, meeting_on)
    is_heard = decision is None or decision.is_heard
    is_valid = all((counted.is_in_time, counted.is_within_words, is_in_scope, is_lawful, is_heard))
    if not is_valid:
        _require_reason(reason, counted, decision)
    if motion.status is State.SUBMITTED or not is_valid:
        COURSE.enter(session, actor, motion, State.VALID if is_valid else State.RETURNED)
    check = Check(
        text_id=motion.submitted.id if motion.submitted else None,
        number=len(made) + 1,
        is_valid=is_valid,
        is_in_time=counted.is_in_time,
        is_in_scope=is_in_scope,
        is_within_words=counted.is_within_words,
        is_lawful=is_lawful,
        is_heard=is_heard,
        meeting_on=meeting_on,
        clear_days=counted.clear_days,
        clear_days_needed=counted.clear_days_needed,
        words=counted.words,
        words_allowed=counted.words_allowed,
        reason=reason,
        made_at=database_now(session),
        made_by_id=actor.person_id,
    )
    motion.checks.append(check)
    if decision is not None:
        decision.made_check = check
        session.add(decision)
    motion.meeting_on = meeting_on
    make_public(session, motion, check.made_at)
    session.flush()
    if not is_valid:
        let_amendments_fall(session, actor, motion)
    record(session, _event_of(motion, check), by=actor)
    return check


def _decision_of(session: Session, check: Check) -> EarlierDecision | None:
    return session.scalar(select(EarlierDecision).where(EarlierDecision.check_id == check.id))


def is_checkable(session: Session, motion: Motion) -> bool:
    """Whether a motion can be checked: it was submitted, or it was found valid and the council has yet to meet."""
    if motion.status is State.SUBMITTED:
        return True
    today = clock.london(database_now(session)).date()
    return motion.status in {State.VALID, State.ON_AGENDA} and not motion.awaits_outcome(today)


def _require_text_read(motion: Motion, text_number: int) -> None:
    if motion.submitted is not None and motion.submitted.number != text_number:
        raise ChangedMeanwhile(_("The motion was changed and submitted again since you opened it. Read the new text."))


def _require_before_meeting(session: Session, motion: Motion, meeting_on: date) -> None:
    """Raise unless a motion that was found valid can be checked again: before the council meets, for that meeting."""
    if not is_checkable(session, motion):
        raise NotYet
    if meeting_on != motion.meeting_on:
        other = _("Move the motion to another meeting on the page of the agenda")
        raise Invalid(other, {"meeting_on": other})


def _event_of(motion: Motion, check: Check) -> events.MotionFoundValid | events.MotionReturned:
    number, consultation_id = motion.number or "", motion.consultation_id
    if check.is_valid:
        return events.MotionFoundValid(motion_id=motion.id, number=number, consultation_id=consultation_id)
    failed = _failed(check)
    return events.MotionReturned(motion_id=motion.id, number=number, failed=failed, consultation_id=consultation_id)


def put_on_agenda(
    session: Session, actor: Actor, motion: Motion, *, meeting_on: date, item: int | None, version: int
) -> None:
    """Put a valid motion on the agenda of a meeting, or move it to a later one (deferral).

    Raises `ChangedMeanwhile` when somebody else changed the motion since `version`.
    """
    lock_row(session, motion)
    if motion.status is State.ON_AGENDA and (motion.meeting_on, motion.agenda_item) == (meeting_on, item):
        return
    if motion.awaits_outcome(clock.london(database_now(session)).date()) and motion.meeting_on != meeting_on:
        raise Conflict(_("The meeting has been held. First record what it did with the motion."))
    compared = (Compared(MEETING, motion.meeting_on, meeting_on), Compared(ITEM, motion.agenda_item, item))
    require_version(motion.version, version, *compared)
    lock_row(session, require_meeting(session, meeting_on))
    if motion.status in COMES_BACK and meeting_on <= clock.london(database_now(session)).date():
        past = _("Select a meeting to come")
        raise Invalid(past, {"meeting_on": past})
    counted = findings(session, motion, meeting_on)
    if not counted.is_in_time:
        late = _(
            "That meeting is too soon: it has %(clear_days)s clear working days of notice, and "
            "%(clear_days_needed)s are needed",
            clear_days=counted.clear_days,
            clear_days_needed=counted.clear_days_needed,
        )
        raise Invalid(late, {"meeting_on": late})
    if not counted.is_within_group:
        full = ngettext(
            "%(num)s motion of the proposer’s group is on that agenda, which is as many as the standing orders allow",
            "%(num)s motions of the proposer’s group are on that agenda, which is as many as the standing orders allow",
            counted.of_group,
        )
        raise Invalid(full, {"meeting_on": full})
    require_heard(session, motion, meeting_on)
    COURSE.enter(session, actor, motion, State.ON_AGENDA)
    motion.meeting_on, motion.agenda_item = meeting_on, item
    make_public(session, motion, database_now(session))
    session.flush()
    placed = events.MotionPutOnAgenda(
        motion_id=motion.id,
        number=motion.number or "",
        meeting_on=meeting_on.isoformat(),
        consultation_id=motion.consultation_id,
    )
    record(session, placed, by=actor)


def lapse_motion(session: Session, actor: Actor, motion: Motion) -> None:
    """Record that the meeting did not debate the motion: it was not moved or not reached."""
    lock_row(session, motion)
    if motion.status is State.LAPSED:
        return
    at = database_now(session)
    if not motion.has_met(clock.london(at).date()):
        raise Conflict(_("The meeting has not been held yet. Come back after it."))
    COURSE.enter(session, actor, motion, State.LAPSED)
    motion.ended_at = at
    session.flush()
    let_amendments_fall(session, actor, motion)
    lapsed = events.MotionLapsed(
        motion_id=motion.id, number=motion.number or "", consultation_id=motion.consultation_id
    )
    record(session, lapsed, by=actor)


def _failed(check: Check) -> str:
    met = {
        "too little notice": check.is_in_time,
        "out of scope": check.is_in_scope,
        "too long": check.is_within_words,
        "not lawful": check.is_lawful,
        "too soon after a decision": check.is_heard,
    }
    return ", ".join(fault for fault, is_met in met.items() if not is_met)


def _require_reason(reason: str, counted: Findings, decision: EarlierDecision | None) -> None:
    if not reason:
        is_late = decision is not None and not decision.is_heard
        needed = reason_of(decision) if decision is not None and is_late else _reason_needed(counted)
        raise Invalid(_("Give a reason"), {"reason": needed})


def _reason_needed(counted: Findings) -> str:
    if not counted.is_in_time:
        return _(
            "The motion has %(clear_days)s clear working days of notice and needs "
            "%(clear_days_needed)s. Select a later meeting, or give a reason for returning it",
            clear_days=counted.clear_days,
            clear_days_needed=counted.clear_days_needed,
        )
    if not counted.is_within_words:
        return _(
            "The motion has %(words)s words and may have %(words_allowed)s. Say so to the proposer",
            words=counted.words,
            words_allowed=counted.words_allowed,
        )
    return _("Give the proposer a reason for returning the motion")
