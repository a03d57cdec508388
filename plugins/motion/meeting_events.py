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


MEETING_EVENTS = (MeetingCalled, MeetingChanged, MeetingCancelled, AgendaOrdered)
