"""What is put to the vote: a motion, an amendment of it, or a closure of its debate; and what the outcome does."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from consult.sdk.access import Actor
from consult.sdk.database import clock, database_now, lock_row
from consult.sdk.errors import Conflict
from consult.sdk.events import record
from consult.sdk.messages import gettext as _
from consult.sdk.office import vacant_seats_on
from plugins.motion import events
from plugins.motion.amendment_course import AMENDMENT_COURSE, AmendmentState, NotAtThisStep
from plugins.motion.amendments import Amendment
from plugins.motion.lifecycle import COURSE, NotYet, State
from plugins.motion.meeting_acts import MeetingAct
from plugins.motion.meeting_events import ClosureVoted
from plugins.motion.models import Motion
from plugins.motion.records import Division, Origin, Question, Vacancy
from plugins.motion.services.amendments import adopt_amendment, require_settled, require_turn
from plugins.motion.services.meeting_acts import record_act
from plugins.motion.services.resolutions import make_resolution
from plugins.motion.voting_rules import Closure

ENDS = {
    Closure.NEXT_BUSINESS: MeetingAct.NOT_PUT,
    Closure.ADJOURN_DEBATE: MeetingAct.ADJOURNED,
    Closure.ADJOURN_MEETING: MeetingAct.ADJOURNED,
}
"""What a closure that is carried does to the motion that was debated; after the question is put, the vote follows."""


@dataclass(frozen=True)
class Put:
    """A question that is put to the vote."""

    motion: Motion
    amendment: Amendment | None = None
    closure: Closure | None = None

    @property
    def question(self) -> Question:
        """What kind of question it is."""
        if self.amendment is not None:
            return Question.AMENDMENT
        return Question.MOTION if self.closure is None else Question.CLOSURE

    @property
    def division(self) -> Division | None:
        """The vote on it, where one is recorded: a meeting votes on each closure once for a text as it stands."""
        if self.amendment is not None:
            return self.amendment.division
        if self.closure is None:
            return self.motion.division
        of_meeting = (self.closure, self.motion.meeting_on, self._text_id)
        found = (one for one in self.motion.divisions if (one.closure, one.held_on, one.text_id) == of_meeting)
        return next(found, None)

    @property
    def _text_id(self) -> int | None:
        return self.motion.frozen.id if self.motion.frozen else None


def recorded(session: Session, put: Put) -> Division | None:
    """Let nobody else record this vote, and return it where that was done already."""
    lock_row(session, put.motion)
    if put.amendment is not None:
        lock_row(session, put.amendment)
    return put.division


def begin_division(session: Session, actor: Actor, put: Put, outcome: State) -> Division:
    """Move what was put to the vote to the outcome, and return the vote to be filled in; raises before the meeting."""
    at, motion = database_now(session), put.motion
    if motion.meeting_on is None or not motion.has_met(clock.london(at).date()):
        raise Conflict(_("The meeting has not been held yet. Record the vote on the day of the meeting or after it."))
    text_id = motion.frozen.id if motion.frozen else None
    if put.question is Question.MOTION:
        require_settled(session, motion)
    if put.closure is not None and motion.status is not State.ON_AGENDA:
        raise NotYet
    if put.amendment is not None:
        _require_vote(session, put.amendment)
    _enter(session, actor, put, outcome)
    return Division(
        motion_id=motion.id,
        number=len(motion.divisions) + 1,
        question=put.question,
        closure=put.closure,
        text_id=text_id,
        held_on=motion.meeting_on,
        outcome=outcome,
        recorded_at=at,
        recorded_by_id=actor.person_id,
        vacancies=[Vacancy(ward=seat.ward, seat=seat.seat) for seat in vacant_seats_on(session, motion.meeting_on)],
    )


def _require_vote(session: Session, amendment: Amendment) -> None:
    if amendment.is_alteration:
        raise NotAtThisStep
    require_turn(session, amendment)


def _enter(session: Session, actor: Actor, put: Put, outcome: State) -> None:
    if put.amendment is not None:
        AMENDMENT_COURSE.enter(session, actor, put.amendment, AmendmentState(outcome))
    elif put.closure is None:
        COURSE.enter(session, actor, put.motion, outcome)
        put.motion.ended_at = put.motion.ended_at or database_now(session)


def finish_division(session: Session, actor: Actor, put: Put, division: Division) -> Division:
    """Put a vote on the record, and let its outcome have its effect."""
    motion = put.motion
    session.add(division)
    session.flush()
    session.expire(motion, ["divisions"])
    if put.amendment is not None:
        put.amendment.division = division
        session.flush()
    take_effect(session, actor, put, division)
    return division


def decide_tie(session: Session, actor: Actor, put: Put, outcome: State) -> None:
    """Let a casting vote that is given later decide; raises `Conflict` once the meeting went on with the motion."""
    if put.question is not Question.MOTION and put.motion.status is not State.ON_AGENDA:
        raise NotYet
    if put.amendment is not None:
        _require_vote(session, put.amendment)
    _enter(session, actor, put, outcome)


def take_effect(session: Session, actor: Actor, put: Put, division: Division) -> None:
    """Do what follows from the outcome of a vote, and say that it was recorded."""
    motion, carried = put.motion, division.outcome == State.CARRIED
    if put.amendment is not None and carried:
        adopt_amendment(session, put.amendment, Origin.AMENDED)
    record(session, _event_of(put, division), by=actor)
    if put.closure in ENDS and carried:
        record_act(session, actor, motion, ENDS[put.closure], reason=str(put.closure.label))
    if motion.status is State.CARRIED:
        make_resolution(session, actor, motion)


def _event_of(put: Put, division: Division) -> events.VoteRecorded | ClosureVoted:
    motion, number = put.motion, put.motion.number or ""
    of_motion: dict[str, Any] = {
        "motion_id": motion.id,
        "consultation_id": motion.consultation_id,
        "outcome": division.outcome,
    }
    if put.closure is not None:
        return ClosureVoted(number=number, closure=put.closure, **of_motion)
    return events.VoteRecorded(number=put.amendment.number if put.amendment is not None else number, **of_motion)
