"""What happens to meetings of the council, as facts for the audit log."""

from dataclasses import dataclass

from consult.sdk.events import Event
from consult.sdk.messages import lazy_gettext as _l


@dataclass(frozen=True, kw_only=True)
class MeetingCalled(Event):
    """An officer entered a meeting of the council."""

    name = "motion.meeting_called"
    sentence = _l("{actor} entered the meeting of {held_on}")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Event):
    """An officer changed what is known of a meeting, or its day."""

    name = "motion.meeting_changed"
    sentence = _l("{actor} changed the meeting of {before}, which is on {held_on}")
    before: str
    held_on: str


@dataclass(frozen=True, kw_only=True)
class MeetingCancelled(Event):
    """An officer recorded that a meeting is not held."""

    name = "motion.meeting_cancelled"
    sentence = _l("{actor} cancelled the meeting of {held_on}")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class AgendaOrdered(Event):
    """An officer put the motions of a meeting in order."""

    name = "motion.agenda_ordered"
    sentence = _l("{actor} put the motions of the meeting of {held_on} in order")
    held_on: str


@dataclass(frozen=True, kw_only=True)
class MeetingActed(Event):
    """An officer recorded what a meeting did with a motion other than voting on it."""

    name = "motion.meeting_acted"
    sentence = _l("{actor} recorded what the meeting did with motion {number} ({act})")
    motion_id: int
    number: str
    act: str


@dataclass(frozen=True, kw_only=True)
class ClosureVoted(Event):
    """The vote on a closure of the debate on a motion was recorded."""

    name = "motion.closure_voted"
    sentence = _l("{actor} recorded the vote on a closure of the debate on motion {number} ({closure}): {outcome}")
    motion_id: int
    number: str
    closure: str
    outcome: str


@dataclass(frozen=True, kw_only=True)
class MotionTakenAsUrgent(Event):
    """An officer recorded that the chair of a meeting let a motion come to it as urgent."""

    name = "motion.taken_as_urgent"
    sentence = _l("{actor} recorded that motion {number} is urgent for the meeting of {meeting_on}")
    motion_id: int
    number: str
    meeting_on: str


@dataclass(frozen=True, kw_only=True)
class MovementRecorded(Event):
    """An officer recorded that a member arrived late at a meeting or left it."""

    name = "motion.movement_recorded"
    sentence = _l("{actor} recorded who arrived late or left at the meeting of {held_on}")
    held_on: str
    movement_id: int


MEETING_EVENTS = (
    MeetingCalled,
    MeetingChanged,
    MeetingCancelled,
    AgendaOrdered,
    MeetingActed,
    ClosureVoted,
    MotionTakenAsUrgent,
    MovementRecorded,
)
