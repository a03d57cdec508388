"""The proper officer's check, and the agenda."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from consult.sdk import Actor, Conflict, Invalid, clean_text, clock, database_now, lock_row, record
from plugins.motion import events
from plugins.motion.canonical import word_count
from plugins.motion.lifecycle import State
from plugins.motion.models import Motion
from plugins.motion.queries import standing_orders
from plugins.motion.records import Check
from plugins.motion.services.moves import advance
from plugins.motion.working_days import clear_working_days


@dataclass(frozen=True)
class Findings:
    """What can be counted about a submitted text, beside what the standing orders ask."""

    words: int
    words_allowed: int
    clear_days: int
    clear_days_needed: int

    @property
    def is_in_time(self) -> bool:
        """Whether the meeting has had enough notice."""
        return self.clear_days >= self.clear_days_needed

    @property
    def is_within_words(self) -> bool:
        """Whether the text is short enough."""
        return self.words <= self.words_allowed


def findings(session: Session, motion: Motion, meeting_on: date) -> Findings:
    """Count words and clear working days of a submitted motion for a meeting on this day."""
    if motion.frozen is None or motion.submitted_at is None:
        raise Conflict("This motion was not submitted through Consult, so there is no text to check.")
    orders = standing_orders(session)
    return Findings(
        words=word_count(motion.frozen.clause_texts),
        words_allowed=orders.word_limit,
        clear_days=clear_working_days(clock.london(motion.submitted_at).date(), meeting_on),
        clear_days_needed=orders.notice_days,
    )


def check_motion(
    session: Session,
    actor: Actor,
    motion: Motion,
    *,
    meeting_on: date,
    is_in_scope: bool,
    is_lawful: bool,
    reason: str,
) -> Check:
    """Find the motion valid, or return it with a reason; valid means all four conditions are met."""
    lock_row(session, motion)
    done = motion.last_check
    if done is not None and motion.status is not State.SUBMITTED:
        return done
    counted = findings(session, motion, meeting_on)
    is_valid = counted.is_in_time and counted.is_within_words and is_in_scope and is_lawful
    reason = clean_text(reason).strip()
    if not is_valid and not reason:
        raise Invalid("Give a reason", {"reason": _reason_needed(counted)})
    advance(motion, State.VALID if is_valid else State.RETURNED)
    frozen = motion.texts[-1]
    check = Check(
        text_id=frozen.id,
        is_valid=is_valid,
        is_in_time=counted.is_in_time,
        is_in_scope=is_in_scope,
        is_within_words=counted.is_within_words,
        is_lawful=is_lawful,
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
    motion.meeting_on = meeting_on
    session.flush()
    fact = events.MotionFoundValid if is_valid else events.MotionReturned
    found = fact(motion_id=motion.id, number=motion.number or "", consultation_id=motion.consultation_id)
    record(session, found, by=actor)
    return check


def put_on_agenda(session: Session, actor: Actor, motion: Motion, *, meeting_on: date, item: int | None) -> None:
    """Put a valid motion on the agenda of a meeting, or move it to a later one (deferral)."""
    lock_row(session, motion)
    if motion.status is State.ON_AGENDA and (motion.meeting_on, motion.agenda_item) == (meeting_on, item):
        return
    counted = findings(session, motion, meeting_on)
    if not counted.is_in_time:
        late = (
            f"That meeting is too soon: it has {counted.clear_days} clear working days of notice, "
            f"and {counted.clear_days_needed} are needed"
        )
        raise Invalid(late, {"meeting_on": late})
    advance(motion, State.ON_AGENDA)
    motion.meeting_on, motion.agenda_item = meeting_on, item
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
        raise Conflict("The meeting has not been held yet. Come back after it.")
    advance(motion, State.LAPSED)
    motion.ended_at = at
    session.flush()
    lapsed = events.MotionLapsed(
        motion_id=motion.id, number=motion.number or "", consultation_id=motion.consultation_id
    )
    record(session, lapsed, by=actor)


def _reason_needed(counted: Findings) -> str:
    if not counted.is_in_time:
        return (
            f"The motion has {counted.clear_days} clear working days of notice and needs {counted.clear_days_needed}. "
            "Choose a later meeting, or give a reason for returning it"
        )
    if not counted.is_within_words:
        return f"The motion has {counted.words} words and may have {counted.words_allowed}. Say so to the proposer"
    return "Give the proposer a reason for returning the motion"
